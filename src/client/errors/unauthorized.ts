import { VipmpError } from './vipmp-error.js';

/** 401: the token is invalid, or IMS does not accept the client secret (codes 4116, 401013). */
export class Unauthorized extends VipmpError {
  override readonly name = 'Unauthorized';
}
