import type { OpenAPI3 } from 'openapi-typescript';
import { holdsNames } from './documentation.js';
import { dictOf, isDict, listOf, mapOf, type Dict } from './json.js';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** A bundled OpenAPI document whose schemas are named by their titles, where these are unique. */
export function namedByTitle(bundle: Dict): Dict {
  const components = dictOf(bundle['components']);
  const schemas = mapOf(components['schemas']);
  const titles = [...schemas].map(([key, schema]) => titleOf(schema) ?? key);
  const names = new Map(
    [...schemas.keys()].map((key, index) => {
      const title = titles[index] ?? key;
      const isTaken = titles.filter((other) => other === title).length > 1 || (title !== key && schemas.has(title));
      return [key, isTaken ? key : title];
    }),
  );
  const renamed = dictOf(withReferences(bundle, names));
  if (schemas.size === 0) return renamed;
  const named = [...mapOf(dictOf(renamed['components'])['schemas'])].map(([key, schema]) => {
    if (!isDict(schema)) return [names.get(key) ?? key, schema] as const;
    // An $id would change the base for resolving references.
    const { $id: _id, $schema: dialect, ...rest } = schema;
    // Only a dialect other than the default is kept.
    const other = dialect === undefined || dialect === DIALECT ? {} : { $schema: dialect };
    return [names.get(key) ?? key, { ...rest, ...other }] as const;
  });
  return { ...renamed, components: { ...dictOf(renamed['components']), schemas: Object.fromEntries(named) } };
}

function titleOf(schema: unknown): string | undefined {
  const { title } = dictOf(schema);
  if (typeof title !== 'string') return undefined;
  const name = title
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  return name === '' ? undefined : name;
}

/** A value with its schema references renamed; an object that occurs twice remains one object. */
function withReferences(value: unknown, names: ReadonlyMap<string, string>): unknown {
  const copies = new Map<object, unknown>();
  const prefix = '#/components/schemas/';
  const copy = (node: unknown, isReference: boolean): unknown => {
    if (typeof node === 'string' && isReference && node.startsWith(prefix)) {
      const [key = '', ...rest] = node.slice(prefix.length).split('/');
      return [prefix + (names.get(key) ?? key), ...rest].join('/');
    }
    if (typeof node !== 'object' || node === null) return node;
    const known = copies.get(node);
    if (known !== undefined) return known;
    const copied = Array.isArray(node)
      ? node.map((child: unknown) => copy(child, false))
      : Object.fromEntries(
          Object.entries(node).map(([name, child]) => [
            name,
            name === 'mapping' ? mapping(child) : copy(child, name === '$ref'),
          ]),
        );
    copies.set(node, copied);
    return copied;
  };
  const mapping = (node: unknown): unknown =>
    isDict(node)
      ? Object.fromEntries(Object.entries(node).map(([name, child]) => [name, copy(child, true)]))
      : copy(node, false);
  return copy(value, false);
}

/** The description without conditions on values, which types cannot express. */
export function withoutConditions(value: unknown, isMap = false): unknown {
  if (Array.isArray(value)) return value.map((element) => withoutConditions(element));
  if (!isDict(value)) return value;
  const kept = isMap ? withoutConditionalSchemas(value) : withoutConditionalKeywords(value);
  return Object.fromEntries(
    Object.entries(kept).map(([key, child]) => [key, withoutConditions(child, !isMap && holdsNames(key))]),
  );
}

/** Removes schemas that only conditions reference, such as those for Large Government Agencies. */
function withoutConditionalSchemas(schemas: Dict): Dict {
  const { LargeGovernmentAgencyCustomer: _agencies, ...rest } = schemas;
  return rest;
}

function withoutConditionalKeywords(schema: Dict): Dict {
  const { if: _if, then: _then, else: _else, allOf, anyOf, ...rest } = schema;
  const parts = listOf(allOf).filter((part) => !(isDict(part) && 'if' in part));
  return {
    ...rest,
    // If there is a type, the alternatives only narrow its values.
    ...(anyOf !== undefined && rest['type'] === undefined ? { anyOf } : {}),
    ...(parts.length > 0 ? { allOf: parts } : {}),
  };
}

/** The TypeScript types of a bundled description, with an alias for every schema. */
export async function contractTypes(bundle: Dict): Promise<string> {
  // The package is large and an optional peer.
  const { default: openapiTS, astToString } = await import('openapi-typescript');
  const shapes = dictOf(withoutConditions(bundle));
  const schemas = [...mapOf(dictOf(shapes['components'])['schemas'])].filter(([name]) =>
    /^[A-Za-z_$][\w$]*$/.test(name),
  );
  const aliases = schemas.map(([name, schema]) => {
    const { description } = dictOf(schema);
    const words = typeof description === 'string' ? description.replaceAll('*/', '*\\/') : name;
    return `/** ${words} */\nexport type ${name} = components["schemas"]["${name}"];`;
  });
  const types = astToString(await openapiTS(shapes as unknown as OpenAPI3, { silent: true }));
  const version = String(dictOf(bundle['info'])['version']);
  return `/** Contract version ${version}. */\n${types}\n${aliases.join('\n\n')}\n`;
}
