import { VipmpError } from './vipmp-error.js';

/** A complete but undocumented response: another 2xx, a redirect, no JSON, or a body that is not the requested customer. */
export class Malformed extends VipmpError {
  override readonly name = 'Malformed';
}
