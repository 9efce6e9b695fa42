import { VipmpError } from './vipmp-error.js';

/** A complete answer that is not as documented: another 2xx, a redirect, no JSON, or a body that is not the requested customer. */
export class Malformed extends VipmpError {
  override readonly name = 'Malformed';
}
