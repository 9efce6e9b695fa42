import { changesBetween, type Change } from '../../../src/diff/change.js';
import type { Dict } from '../../../src/description/json.js';

/** What of the small document a test says itself. */
export interface Parts {
  /** The schema of the field `x` of the response to GET. */
  reads?: unknown;
  /** The schema of the field `x` of the body of POST. */
  sends?: unknown;
  /** Parameters of GET, beside its path parameter. */
  parameters?: unknown[];
  /** Keywords of GET, of POST, of the response 200, of the request body, of the document. */
  get?: Dict;
  post?: Dict;
  ok?: Dict;
  body?: Dict;
  root?: Dict;
  responses?: Dict;
  paths?: Dict;
  components?: Dict;
}

/** An OpenAPI document with `GET /things/{id}` and `POST /things`. */
export function smallDocument(parts: Parts = {}): Dict {
  const object = (x: unknown): Dict => ({ type: 'object', properties: x === undefined ? {} : { x } });
  const json = (schema: unknown): Dict => ({ 'application/json': { schema } });
  return {
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    ...parts.root,
    paths: {
      '/things/{id}': {
        get: {
          parameters: [
            { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
            ...(parts.parameters ?? []),
          ],
          responses: {
            200: { description: 'A thing.', content: json(object(parts.reads)), ...parts.ok },
            404: { description: 'No thing.' },
            ...parts.responses,
          },
          ...parts.get,
        },
      },
      '/things': {
        post: {
          requestBody: { required: true, content: json(object(parts.sends)), ...parts.body },
          responses: { 204: { description: 'Made.' } },
          ...parts.post,
        },
      },
      ...parts.paths,
    },
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
      },
      ...parts.components,
    },
  };
}

/** The changes between two documents. */
export function changes(old: Dict, now: Dict): Change[] {
  return changesBetween(old, now);
}

/** What a table says about a change: its rule and whom it breaks. */
export function judged(found: readonly Change[]): string[] {
  return found.map(({ rule, reads, sends }) => `${rule}: reads ${reads}, sends ${sends}`).sort();
}
