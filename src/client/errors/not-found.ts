import { VipmpError } from './vipmp-error.js';

/** 404: no customer has this id (code 1116). */
export class NotFound extends VipmpError {
  override readonly name = 'NotFound';
}
