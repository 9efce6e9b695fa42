import type { SchemaNode } from '../../scripts/generate/schemas.js';

/** The resources of `schemas/`, by name. */
export type Schemas = ReadonlyMap<string, SchemaNode>;

/** One keyword of one schema changed. */
export interface Mutant {
  /** Which one, such as `contact#/properties/email maxLength off`. */
  id: string;
  /** The resource that is changed. */
  schema: string;
  /** All resources, this one changed. */
  schemas: Schemas;
}

/** A change of one node, and what to call it. */
interface Change {
  name: string;
  apply: (node: SchemaNode) => void;
}

const SWITCHES = ['$ref', 'type', 'enum', 'const', 'pattern', 'format', 'not', 'contains', 'anyOf'];
const LIMITS = ['maxLength', 'minLength', 'minItems', 'minimum'];
const LISTS = ['allOf', 'anyOf', 'x-should'];
const CHILDREN = ['items', 'if', 'then', 'not', 'contains'];

/**
 * Every mutant of the schemas: each keyword that asserts something switched off, each limit off and
 * moved by one either way, each value taken out of its list, each condition off. Keywords inside of
 * conditions and of advice (`x-should`) count like all others.
 */
export function schemaMutants(schemas: Schemas): Mutant[] {
  return [...schemas].flatMap(([schema, root]) =>
    places(root).flatMap((place) =>
      changes(at(root, place)).map(({ name, apply }) => ({
        id: `${schema}#${place.map((part) => `/${part}`).join('')} ${name}`,
        schema,
        schemas: changed(schemas, schema, (copy) => apply(at(copy, place))),
      })),
    ),
  );
}

/** What can be done to the keywords of one node. */
function changes(node: SchemaNode): Change[] {
  const off = (keyword: string): Change => ({
    name: `${keyword} off`,
    apply: (copy) => void Reflect.deleteProperty(copy, keyword),
  });
  const to = (keyword: string, value: unknown, name: string): Change => ({
    name,
    apply: (copy) => void (copy[keyword] = value),
  });
  const found = [...SWITCHES, ...LIMITS].filter((keyword) => keyword in node).map(off);
  for (const keyword of LIMITS.filter((name) => name in node)) {
    const limit = Number(node[keyword]);
    for (const moved of [limit - 1, limit + 1]) {
      if (moved >= 0 || keyword === 'minimum') found.push(to(keyword, moved, `${keyword} ${moved}`));
    }
  }
  for (const keyword of ['enum', 'type', 'required']) {
    const listed = node[keyword];
    if (!Array.isArray(listed)) continue;
    // Only `required` may be left empty.
    if (listed.length === 1 && keyword !== 'required') continue;
    for (const value of listed as unknown[]) {
      const others = (listed as unknown[]).filter((other) => other !== value);
      found.push(to(keyword, others, `${keyword} without ${JSON.stringify(value)}`));
    }
  }
  if (node.if !== undefined) {
    found.push({
      name: 'if-then off',
      apply(copy) {
        delete copy.if;
        delete copy.then;
      },
    });
  }
  return found;
}

/** The places of all nodes of a resource, itself included. */
function places(node: SchemaNode, place: string[] = []): string[][] {
  const children: [string[], SchemaNode][] = Object.entries(node.properties ?? {}).map(([name, child]) => [
    ['properties', name],
    child,
  ]);
  for (const keyword of LISTS) {
    ((node[keyword] ?? []) as SchemaNode[]).forEach((child, index) => children.push([[keyword, String(index)], child]));
  }
  for (const keyword of CHILDREN) {
    if (node[keyword] !== undefined) children.push([[keyword], node[keyword] as SchemaNode]);
  }
  return [place, ...children.flatMap(([below, child]) => places(child, [...place, ...below]))];
}

function at(root: SchemaNode, place: string[]): SchemaNode {
  return place.reduce((node, part) => node[part] as SchemaNode, root);
}

function changed(schemas: Schemas, name: string, change: (copy: SchemaNode) => void): Schemas {
  const copy = structuredClone(schemas.get(name) ?? {});
  change(copy);
  return new Map([...schemas, [name, copy]]);
}
