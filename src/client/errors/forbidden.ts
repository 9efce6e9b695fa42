import { VipmpError } from './vipmp-error.js';

/** 403: the API key is invalid, the token is missing, or the action is not allowed (codes 4115, 4117, 4121). */
export class Forbidden extends VipmpError {
  override readonly name = 'Forbidden';
}
