import { VipmpError } from './vipmp-error.js';

/** A complete but undocumented response: another 2xx, a redirect, not JSON, or not the requested customer. */
export class Malformed extends VipmpError {
  override readonly name = 'Malformed';
}
