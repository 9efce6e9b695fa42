import { findNodeAtLocation, parseTree, visit, type Node } from 'jsonc-parser';
import { isObject, isTooDeep } from '../exchange/body.js';
import { positionAt, type Position } from './not-json.js';

/** Finds the position of a path such as `companyProfile.contacts[0].email`, or else of the nearest enclosing value. */
export type Locate = (path: string | undefined) => Position;

/** The segments of a path in a finding. */
export function segmentsOf(path: string): (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name]) =>
    index === undefined ? (name ?? '') : Number(index),
  );
}

/** The child of a value at a path segment; undefined if there is none. */
export function childOf(value: unknown, segment: string | number): unknown {
  if (typeof segment === 'number') return Array.isArray(value) ? (value as unknown[])[segment] : undefined;
  return isObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
}

/**
 * Returns a function that finds positions in the text of one JSON value.
 *
 * @param firstLine the number of the text's first line in its file
 */
export function locateIn(text: string, firstLine = 1): Locate {
  let root: Node | undefined;
  return (path) => {
    root ??= isTooDeep(text) ? undefined : parseTree(text);
    const { line, column } = positionAt(text, root === undefined ? 0 : offsetOf(root, segmentsOf(path ?? '')));
    return { line: line + firstLine - 1, column };
  };
}

/** The offset of a property's name or an item's value; if it is absent, of its parent. */
function offsetOf(root: Node, segments: (string | number)[]): number {
  for (let length = segments.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(root, segments.slice(0, length));
    if (node !== undefined) return node.parent?.type === 'property' ? node.parent.offset : node.offset;
  }
  return root.offset;
}

/** Returns a function that finds positions in the items of a JSON array. The text is scanned once, on first use. */
export function locateInItems(text: string): (item: number) => Locate {
  let items: readonly [start: number, end: number][] | undefined;
  return (item) => {
    let inItem: Locate | undefined;
    let before: Position = { line: 1, column: 1 };
    return (path) => {
      items ??= itemsOf(text);
      if (inItem === undefined) {
        const [start, end] = items[item] ?? [0, 0];
        before = positionAt(text, start);
        inItem = locateIn(text.slice(start, end));
      }
      const { line, column } = inItem(path);
      return { line: before.line + line - 1, column: line === 1 ? before.column + column - 1 : column };
    };
  };
}

/** The start and end of each array item, without building a tree, which would take much memory for a long array. */
function itemsOf(text: string): [start: number, end: number][] {
  const items: [number, number][] = [];
  let depth = 0;
  let start = 0;
  const begin = (offset: number): void => {
    if (depth === 1) start = offset;
    depth += 1;
  };
  const end = (offset: number, length: number): void => {
    depth -= 1;
    if (depth === 1) items.push([start, offset + length]);
  };
  visit(text, {
    onObjectBegin: begin,
    onArrayBegin: begin,
    onObjectEnd: end,
    onArrayEnd: end,
    onLiteralValue: (_value, offset, length) => {
      if (depth === 1) items.push([offset, offset + length]);
    },
  });
  return items;
}
