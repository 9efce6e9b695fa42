/** The typed client, published without the suite. */

export { createClient, type CallOptions, type Client } from './client.js';
export { BadRequest } from './errors/bad-request.js';
export { Forbidden } from './errors/forbidden.js';
export { Malformed } from './errors/malformed.js';
export { NotFound } from './errors/not-found.js';
export { Throttled } from './errors/throttled.js';
export { Unauthorized } from './errors/unauthorized.js';
export { Unavailable } from './errors/unavailable.js';
export { VipmpError } from './errors/vipmp-error.js';
export { isLargeGovernmentAgency, type LargeGovernmentAgency } from './large-government-agency.js';
export type { ClientOptions, Fetch } from './options.js';
