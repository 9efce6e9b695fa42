import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { contractAjv } from '../../../scripts/generate/validators.js';
import { inlined, readSchemas, type SchemaNode } from '../../../scripts/generate/schemas.js';

const schemas = readSchemas(fileURLToPath(new URL('../../../schemas', import.meta.url)));
const description = JSON.parse(
  readFileSync(new URL('../../../src/generated/openapi.json', import.meta.url), 'utf8'),
) as OpenApi;

interface MediaType {
  schema: object;
  examples?: Record<string, { value: unknown } | { $ref: string }>;
  example?: unknown;
}

interface OpenApi {
  paths: Record<string, { get: { responses: Record<string, { content: Record<string, MediaType> }> } }>;
  components: { schemas: object; examples: Record<string, { value: unknown }> };
}

const ASSERTIONS = [
  'maxLength',
  'minLength',
  'pattern',
  'format',
  'enum',
  'const',
  'minItems',
  'minimum',
  'not',
  'contains',
];

/** The nodes of a schema that assert something of a value, conditions (`if`) left out. */
function assertingNodes(node: SchemaNode, path: string): [path: string, node: SchemaNode][] {
  const found: [string, SchemaNode][] = ASSERTIONS.some((keyword) => keyword in node) ? [[path, node]] : [];
  for (const [name, child] of Object.entries(node.properties ?? {}))
    found.push(...assertingNodes(child, `${path}.${name}`));
  if (node.items !== undefined) found.push(...assertingNodes(node.items, `${path}[]`));
  for (const part of [...(node.allOf ?? []), ...(node['x-should'] ?? [])])
    found.push(...assertingNodes(part, `${path}+`));
  if (node.then !== undefined) found.push(...assertingNodes(node.then, `${path}?`));
  return found;
}

describe('the schemas', () => {
  it.each([...schemas.keys()])('%s.json is JSON Schema 2020-12 with an $id of its own name', (name) => {
    const schema = schemas.get(name);
    expect(schema?.['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema?.['$id']).toMatch(new RegExp(`/${name}\\.json$`));
    expect(contractAjv().validateSchema(schema ?? {})).toBe(true);
  });

  it('name a requirement at every node that asserts something, so that no violation is lost', () => {
    const nodes = assertingNodes(inlined(schemas, 'customer'), 'customer');
    expect(nodes.length).toBeGreaterThan(60);
    expect(nodes.filter(([, node]) => node['x-requirement'] === undefined).map(([path]) => path)).toEqual([]);
  });

  it('describe every property', () => {
    const undescribed = [...schemas]
      .filter(([name]) => name !== 'lga-customer')
      .flatMap(([name, schema]) =>
        Object.entries(schema.properties ?? {})
          .filter(([, property]) => property.$ref === undefined && property['description'] === undefined)
          .map(([property]) => `${name}.${property}`),
      );
    expect(undescribed).toEqual([]);
  });

  it('have examples that they accept', () => {
    const ajv = contractAjv();
    const refused = [...schemas.values()]
      .flatMap((schema) => Object.entries(schema.properties ?? {}))
      .filter(([, property]) => property.$ref === undefined)
      .flatMap(([name, { examples, ...property }]) =>
        ((examples ?? []) as unknown[]).filter((example) => !ajv.validate(property, example)).map((it) => [name, it]),
      );
    expect(refused).toEqual([]);
  });
});

describe('the OpenAPI description', () => {
  const responses = Object.entries(description.paths['/v3/customers/{customer-id}']?.get.responses ?? {});

  it('documents the five status codes of the page, and three that a client must survive', () => {
    expect(responses.map(([status]) => status)).toEqual(['200', '400', '401', '403', '404', '429', '500', '503']);
  });

  const examples = responses.flatMap(([status, { content }]) => {
    const { schema, examples = {} } = content['application/json'] ?? { schema: {} };
    return Object.entries(examples).map(([name, example]) => ({ status, name, schema, example }));
  });

  it.each(examples)('$status has the example $name, which its schema accepts', ({ schema, example }) => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const name = '$ref' in example ? (example.$ref.split('/').at(-1) ?? '') : '';
    const value = 'value' in example ? example.value : description.components.examples[name]?.value;
    expect(value).toBeDefined();
    expect(ajv.validate({ ...schema, components: description.components }, value), ajv.errorsText()).toBe(true);
  });
});
