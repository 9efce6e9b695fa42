import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A JSON Schema node, with the suite's own annotations. */
export interface SchemaNode {
  [keyword: string]: unknown;
  $ref?: string;
  type?: string | string[];
  required?: string[];
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
  allOf?: SchemaNode[];
  if?: SchemaNode;
  then?: SchemaNode;
  /** The requirement that this node checks. */
  'x-requirement'?: string;
  /** What the node requires, as reports say it. */
  'x-expected'?: string;
  /** What the node's value SHOULD satisfy; each entry names its own requirement. */
  'x-should'?: SchemaNode[];
  /** The value is personal data and never leaves memory. */
  'x-personal'?: boolean;
  /** The values are codes, although no keyword says so; `examples` has some of them. */
  'x-vocabulary'?: boolean;
}

const BOOKKEEPING = ['$id', '$schema', 'examples'];

/** Reads every schema in `schemas/`, by its name without extension. */
export function readSchemas(folder: string): Map<string, SchemaNode> {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort();
  return new Map(
    files.map((file) => [
      file.slice(0, -'.json'.length),
      JSON.parse(readFileSync(join(folder, file), 'utf8')) as SchemaNode,
    ]),
  );
}

/**
 * One schema with all references inlined, so that the node a validator reports is the node that names the requirement.
 */
export function inlined(schemas: ReadonlyMap<string, SchemaNode>, name: string): SchemaNode {
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    const node = value as SchemaNode;
    if (typeof node.$ref === 'string') return inlined(schemas, node.$ref.replace(/\.json$/, ''));
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, resolve(child)]));
  };
  const schema = schemas.get(name);
  if (schema === undefined) throw new Error(`schemas/${name}.json is referenced but does not exist`);
  const root = resolve(schema) as SchemaNode;
  return Object.fromEntries(Object.entries(root).filter(([keyword]) => !BOOKKEEPING.includes(keyword)));
}

/**
 * The contract's recommendations, derived from the same nodes: the `x-should` entries instead of the node's own
 * assertions, and every object closed to undocumented fields.
 */
export function advice(node: SchemaNode, options: { closed: boolean } = { closed: true }): SchemaNode {
  const open = { closed: false };
  const derived: SchemaNode = {};
  if (node.properties !== undefined) {
    derived.properties = mapValues(node.properties, (child) => advice(child, options));
    if (options.closed) {
      derived['x-requirement'] = 'drift.undocumented-fields';
      derived['x-expected'] = 'only documented fields';
      derived['additionalProperties'] = false;
    }
  }
  if (node.items !== undefined) derived.items = advice(node.items, options);
  const parts = (node.allOf ?? []).map((part) => advice(part, open)).filter((part) => Object.keys(part).length > 0);
  if (node.if !== undefined) {
    const then = advice(node.then ?? {}, open);
    if (Object.keys(then).length > 0) parts.push({ if: node.if, then });
  }
  for (const entry of node['x-should'] ?? []) {
    // Advice is for values of the right type; a value of another type already violates a MUST.
    parts.push(node.type === undefined ? entry : { if: { type: node.type }, then: entry });
  }
  if (parts.length > 0) derived.allOf = parts;
  return derived;
}

/** A place in a customer where a requirement is judged, and whether its absence is judged too. */
export interface RequirementNode {
  /** Property names from the root; `*` stands for array items. */
  path: string[];
  /** Whether an absent value is itself a violation. */
  presence: 'required' | 'optional';
}

/** All places of a schema that name a requirement, including conditional parts and advice. */
export function requirementNodes(root: SchemaNode): Map<string, RequirementNode[]> {
  const found = new Map<string, RequirementNode[]>();
  const add = (id: string, node: RequirementNode): void => {
    const nodes = found.get(id) ?? [];
    if (!nodes.some((other) => other.path.join('/') === node.path.join('/'))) nodes.push(node);
    found.set(id, nodes);
  };
  const visit = (node: SchemaNode, path: string[], presence: RequirementNode['presence']): void => {
    const id = node['x-requirement'];
    if (id !== undefined) add(id, { path, presence });
    for (const [name, child] of Object.entries(node.properties ?? {})) {
      visit(child, [...path, name], node.required?.includes(name) === true ? 'required' : 'optional');
    }
    if (node.items !== undefined) visit(node.items, [...path, '*'], 'optional');
    for (const part of [...(node.allOf ?? []), ...(node['x-should'] ?? [])]) visit(part, path, presence);
    if (node.then !== undefined) visit(node.then, path, presence);
  };
  visit(root, [], 'required');
  return found;
}

/** Whether a documented value may be shown, is personal data, or has documented fields of its own. */
export type FieldTree = { [name: string]: 'open' | 'personal' | FieldTree };

/** The documented fields of a schema without references; arrays count as their items. */
export function fieldTree(node: SchemaNode): FieldTree {
  return mapValues(node.properties ?? {}, (child) => {
    if (child['x-personal'] === true) return 'personal';
    const value = child.items ?? child;
    return value.properties === undefined ? 'open' : fieldTree(value);
  });
}

/** The schema file of each field that references one, itself or in its items, by the name of the field. */
export function schemaFiles(schemas: ReadonlyMap<string, SchemaNode>): Record<string, string> {
  const fields = [...schemas.values()].flatMap(({ properties = {} }) => Object.entries(properties));
  return Object.fromEntries(
    fields.flatMap(([name, field]) => {
      const { $ref } = field.items ?? field;
      return $ref === undefined ? [] : [[name, $ref]];
    }),
  );
}

/** The read-only fields of a schema. */
export function readOnlyFields({ properties = {} }: SchemaNode): string[] {
  return Object.keys(properties).filter((name) => properties[name]?.['readOnly'] === true);
}

/** A documented field of a customer. For an array, the properties are those of its items. */
export interface FieldShape {
  list?: true;
  personal?: true;
  /** The documented values for every customer, whether the list is closed or open. */
  values?: string[];
  fields?: Record<string, FieldShape>;
}

/**
 * The documented fields of a schema without references. Conditional lists of values, for some customers only, are
 * subsets of these and left out.
 */
export function fieldShapes(node: SchemaNode): Record<string, FieldShape> {
  return mapValues(node.properties ?? {}, (child) => {
    const value = child.items ?? child;
    const listed = [value, ...(value['x-should'] ?? [])].flatMap((part) => (part['enum'] ?? []) as unknown[]);
    const values = listed.filter((text): text is string => typeof text === 'string' && text !== '');
    return {
      ...(child.items === undefined ? {} : { list: true as const }),
      ...(child['x-personal'] === true ? { personal: true as const } : {}),
      ...(values.length === 0 ? {} : { values }),
      ...(value.properties === undefined ? {} : { fields: fieldShapes(value) }),
    };
  });
}

const EXAMPLES_BY_TYPE: Readonly<Record<string, unknown>> = { string: 'text', integer: 1, number: 1.5, boolean: true };

/** A value with every documented field: its first example, or else the first value of its list or type. */
export function exampleOf(node: SchemaNode): unknown {
  const [example] = [node['examples'] ?? [], node['enum'] ?? [], node['const'] ?? []].flat();
  if (example !== undefined) return example;
  if (node.properties !== undefined) return mapValues(node.properties, exampleOf);
  if (node.items !== undefined) return [exampleOf(node.items)];
  const type = [node.type ?? []].flat()[0] ?? '';
  return type === 'object' ? {} : (EXAMPLES_BY_TYPE[type] ?? null);
}

/**
 * The documented values of each field that has codes rather than free text, by path, with arrays as their items. A
 * message may show a wrong value that looks like them.
 */
export function vocabularies(node: SchemaNode, parent = ''): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [name, child] of Object.entries(node.properties ?? {})) {
    const value = child.items ?? child;
    const path = parent === '' ? name : `${parent}.${name}`;
    const parts = [child, value, ...(value['x-should'] ?? [])];
    const isCode = parts.some((part) => ['enum', 'const', 'pattern', 'x-vocabulary'].some((key) => key in part));
    const isDate = parts.some(({ format }) => typeof format === 'string');
    const words = parts
      .flatMap((part) => [part['enum'], part['const'], part['examples']].flat(2))
      .filter((word): word is string => typeof word === 'string' && word !== '');
    if (isCode && !isDate && child['x-personal'] !== true) found[path] = [...new Set(words)];
    Object.assign(found, vocabularies(value, path));
  }
  return found;
}

/** Every string in an enum or const of the schemas. */
export function listedValues(schemas: ReadonlyMap<string, SchemaNode>): string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { enum: list, const: only } = value as { enum?: unknown; const?: unknown };
    for (const listed of [list, only].flat()) if (typeof listed === 'string') found.add(listed);
    Object.values(value).forEach(visit);
  };
  for (const schema of schemas.values()) visit(schema);
  return [...found].sort();
}

function mapValues<T, U>(record: Record<string, T>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
