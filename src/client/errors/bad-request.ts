import { VipmpError } from './vipmp-error.js';

/** 400, or a 4xx that the documentation does not name: the service rejects the request (codes 4119, 4120, 1121). */
export class BadRequest extends VipmpError {
  override readonly name = 'BadRequest';
}
