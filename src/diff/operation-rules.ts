import { breaks, fits, forBoth, forReaders, forSenders, type RuleTable } from './rule.js';

const GONE = breaks('the call is answered with an error');
const NEW_CALL = fits('no client makes the call yet');
const MAY_OMIT = fits('a client may leave it out');
const MAY_SEND = fits('a client may still send it');
const STILL_SENT = breaks('what a client still sends is refused or ignored');

/** What a change outside of schemas means: operations, parameters, bodies, statuses, headers, security. */
export const OPERATION_RULES = {
  'path-removed': forBoth(GONE),
  'path-added': forBoth(NEW_CALL),
  'operation-removed': forBoth(GONE),
  'operation-added': forBoth(NEW_CALL),
  'operation-id-changed': forBoth(fits('only a name in generated code')),
  'path-parameter-renamed': forBoth(fits('the name of a path parameter is not sent; generated code renames it')),
  'parameter-removed': forSenders(STILL_SENT),
  'parameter-added-required': forSenders(breaks('no client sends it yet')),
  'parameter-added-optional': forSenders(MAY_OMIT),
  'parameter-required': forSenders(breaks('a client that leaves it out is refused')),
  'parameter-optional': forSenders(MAY_SEND),
  'body-removed': forSenders(STILL_SENT),
  'body-added-required': forSenders(breaks('no client sends a body yet')),
  'body-added-optional': forSenders(MAY_OMIT),
  'body-required': forSenders(breaks('a client that sends none is refused')),
  'body-optional': forSenders(MAY_SEND),
  'media-type-removed': forBoth(
    breaks('the client does not get the type that it reads'),
    breaks('a body of this type is refused'),
  ),
  'media-type-added': forBoth(
    fits('a client says in Accept what it reads, and gets no other'),
    fits('a client may still send the other type'),
  ),
  'success-status-removed': forReaders(breaks('a client waits for a status that no longer arrives')),
  'success-status-added': forReaders(breaks('a success may arrive that the client does not know')),
  'redirect-status-removed': forReaders(fits('a client that follows redirects is no longer redirected')),
  'redirect-status-added': forReaders(breaks('not every client follows a redirect')),
  'error-status-removed': forReaders(fits('code for an error that no longer arrives is harmless')),
  'error-status-added': forReaders(fits('a client falls back on the class of a status that it does not know')),
  'header-removed-required': forReaders(breaks('a header no longer arrives that always did')),
  'header-removed-optional': forReaders(fits('the header could be absent before')),
  'header-added': forReaders(fits('a client ignores a header that it does not know')),
  'header-required': forReaders(fits('a header always arrives that could be absent before')),
  'header-optional': forReaders(breaks('a header may be absent that always arrived')),
  'security-removed': forSenders(breaks('a client that authenticates in this way is refused')),
  'security-tightened': forSenders(breaks('a client sends too few credentials or lacks a scope')),
  'security-loosened': forSenders(fits('a client may send more than is required')),
  'security-added': forSenders(fits('a client may still authenticate as it does')),
  'security-scheme-changed': forSenders(breaks('credentials are obtained or sent in another way')),
  'servers-changed': forBoth(fits('the address of the service is configuration, not part of its messages')),
  deprecated: forBoth(fits('it is still there')),
  undeprecated: forBoth(fits('it stays')),
  documentation: forBoth(fits('descriptions and examples are for people: no message changes')),
} as const satisfies RuleTable;
