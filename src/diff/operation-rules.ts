import { breaks, fits, UNTOUCHED, type RuleTable } from './rule.js';

const DOCUMENTATION = fits('words and examples are for people: no message changes');
const GONE = breaks('the call is answered with an error');
const NEW_CALL = fits('nobody makes the call yet');

/** What a change outside of schemas means: operations, parameters, bodies, statuses, headers, security. */
export const OPERATION_RULES = {
  'path-removed': { reads: GONE, sends: GONE, types: 'block' },
  'path-added': { reads: NEW_CALL, sends: NEW_CALL, types: 'block' },
  'operation-removed': { reads: GONE, sends: GONE, types: 'block' },
  'operation-added': { reads: NEW_CALL, sends: NEW_CALL, types: 'block' },
  'operation-id-changed': {
    reads: fits('only a name in generated code'),
    sends: fits('only a name in generated code'),
    types: 'block',
  },
  'path-parameter-renamed': {
    reads: fits('the name of a path parameter is not sent'),
    sends: fits('the name of a path parameter is not sent; generated code renames it'),
    types: 'block',
  },
  'parameter-removed': {
    reads: UNTOUCHED,
    sends: breaks('what is still sent is refused or ignored'),
    types: 'block',
  },
  'parameter-added-required': {
    reads: UNTOUCHED,
    sends: breaks('no client sends it yet'),
    types: 'block',
  },
  'parameter-added-optional': {
    reads: UNTOUCHED,
    sends: fits('a client may leave it out'),
    types: 'block',
  },
  'parameter-required': {
    reads: UNTOUCHED,
    sends: breaks('a client that leaves it out is refused'),
    types: 'line',
  },
  'parameter-optional': {
    reads: UNTOUCHED,
    sends: fits('a client may go on sending it'),
    types: 'line',
  },
  'parameter-serialisation-changed': {
    reads: UNTOUCHED,
    sends: breaks('the same value is to be written in another way'),
    types: 'none',
  },
  'body-removed': {
    reads: UNTOUCHED,
    sends: breaks('a body that is still sent is refused or ignored'),
    types: 'block',
  },
  'body-added-required': {
    reads: UNTOUCHED,
    sends: breaks('no client sends a body yet'),
    types: 'block',
  },
  'body-added-optional': {
    reads: UNTOUCHED,
    sends: fits('a client may leave it out'),
    types: 'block',
  },
  'body-required': {
    reads: UNTOUCHED,
    sends: breaks('a client that sends none is refused'),
    types: 'line',
  },
  'body-optional': {
    reads: UNTOUCHED,
    sends: fits('a client may go on sending it'),
    types: 'line',
  },
  'media-type-removed': {
    reads: breaks('the client does not get the type that it reads'),
    sends: breaks('a body of this type is refused'),
    types: 'block',
  },
  'media-type-added': {
    reads: fits('a client says in Accept what it reads, and gets no other'),
    sends: fits('a client may go on sending the other'),
    types: 'block',
  },
  'encoding-changed': {
    reads: UNTOUCHED,
    sends: breaks('the parts of the body are to be written in another way'),
    types: 'none',
  },
  'success-status-removed': {
    reads: breaks('a client waits for a status that does not come any more'),
    sends: UNTOUCHED,
    types: 'block',
  },
  'success-status-added': {
    reads: breaks('a success may arrive that the client does not know'),
    sends: UNTOUCHED,
    types: 'block',
  },
  'redirect-status-removed': {
    reads: fits('a client that follows it is not sent there any more'),
    sends: UNTOUCHED,
    types: 'block',
  },
  'redirect-status-added': {
    reads: breaks('not every client follows a redirect'),
    sends: UNTOUCHED,
    types: 'block',
  },
  'error-status-removed': {
    reads: fits('code for an error that does not come harms nobody'),
    sends: UNTOUCHED,
    types: 'block',
  },
  'error-status-added': {
    reads: fits('a client falls back on the class of a status that it does not know'),
    sends: UNTOUCHED,
    types: 'block',
  },
  'header-removed-required': {
    reads: breaks('a header does not arrive that always did'),
    sends: UNTOUCHED,
    types: 'block',
  },
  'header-removed-optional': {
    reads: fits('the header could be absent before'),
    sends: UNTOUCHED,
    types: 'block',
  },
  'header-added': {
    reads: fits('a client ignores a header that it does not know'),
    sends: UNTOUCHED,
    types: 'block',
  },
  'header-required': {
    reads: fits('what always arrives did so sometimes before'),
    sends: UNTOUCHED,
    types: 'line',
  },
  'header-optional': {
    reads: breaks('a header may be absent that always arrived'),
    sends: UNTOUCHED,
    types: 'line',
  },
  'links-changed': {
    reads: fits('links describe other calls: no message changes'),
    sends: UNTOUCHED,
    types: 'none',
  },
  'callback-changed': {
    reads: breaks('the provider calls the client in another way, and this command does not look into it'),
    sends: breaks("the client's answer may not be taken, and this command does not look into it"),
    types: 'none',
  },
  'security-removed': {
    reads: UNTOUCHED,
    sends: breaks('a client that signs in this way is refused'),
    types: 'none',
  },
  'security-tightened': {
    reads: UNTOUCHED,
    sends: breaks('a client sends too few credentials or lacks a scope'),
    types: 'none',
  },
  'security-loosened': {
    reads: UNTOUCHED,
    sends: fits('a client may send more than is asked for'),
    types: 'none',
  },
  'security-added': {
    reads: UNTOUCHED,
    sends: fits('a client may go on signing in as it does'),
    types: 'none',
  },
  'security-scheme-changed': {
    reads: UNTOUCHED,
    sends: breaks('credentials are got or sent in another way'),
    types: 'none',
  },
  'servers-changed': {
    reads: fits('where the service runs is configured, not part of its messages'),
    sends: fits('where the service runs is configured, not part of its messages'),
    types: 'none',
  },
  deprecated: {
    reads: fits('it is still there'),
    sends: fits('it is still there'),
    types: 'none',
  },
  undeprecated: { reads: fits('it stays'), sends: fits('it stays'), types: 'none' },
  documentation: { reads: DOCUMENTATION, sends: DOCUMENTATION, types: 'none' },
} as const satisfies RuleTable;
