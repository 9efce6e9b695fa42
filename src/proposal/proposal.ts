/** A patch that adds what a sweep has seen to the contract. */

import { applyEdits, modify, type JSONPath } from 'jsonc-parser';
import { createTwoFilesPatch } from 'diff';
import { parseDocument, stringify } from 'yaml';
import { contractVersion } from '../generated/schema-facts.js';
import { errorCode, InvalidInput } from '../invalid-input.js';
import type { ContractFiles, SchemaPlace } from './contract-files.js';
import { addFault } from './fault-draft.js';
import type { NewField, UnknownItem, NewValue } from './unknown-items.js';

const CATALOGUE = 'contracts/requirements.yaml';

/** A proposed change to the contract. */
export interface Proposal {
  /** A patch to apply with `git apply` in the root of the project; empty if there is nothing to propose. */
  patch: string;
  /** The requirements it adds. */
  requirements: string[];
  /** The added requirements without a draft fault. */
  withoutFault: string[];
  /** Items that have no place in the contract. */
  left: UnknownItem[];
}

/**
 * A patch for the schemas, the catalogue and the faults that adds unknown items, to be reviewed. Since new fields are
 * undocumented, they are optional, SHOULD have the types that were seen, and count as personal.
 *
 * @param seenIn where and when, such as `3,000 customers of sandbox on 2026-11-24`
 */
export async function proposalFor(
  unknown: readonly UnknownItem[],
  files: ContractFiles,
  seenIn: string,
): Promise<Proposal> {
  const requirements: string[] = [];
  const withoutFault: string[] = [];
  const left: UnknownItem[] = [];
  for (const item of unknown) {
    if (item.kind === 'value') {
      if (!addValue(item, files)) left.push(item);
      continue;
    }
    const requirement = isNameable(item.name) ? addField(item, files, seenIn) : undefined;
    if (requirement === undefined) left.push(item);
    else if (requirement !== '') {
      requirements.push(requirement);
      if (!addFault(item, requirement, files)) withoutFault.push(requirement);
    }
  }
  const { format } = await formatter();
  const patches: string[] = [];
  for (const { file, before, now } of files.changed) {
    const tidy = await format(now, { filepath: file, printWidth: 120, singleQuote: !file.endsWith('.json') });
    patches.push(createTwoFilesPatch(`a/${file}`, `b/${file}`, before, tidy, '', '', { context: 3 }));
  }
  return { patch: patches.map(withoutRule).join(''), requirements, withoutFault, left };
}

/** The formatter. Only a checkout of this project has it, and only there is a patch useful. */
async function formatter(): Promise<typeof import('prettier')> {
  try {
    return await import('prettier');
  } catch (error) {
    if (errorCode(error) !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new InvalidInput('--propose needs prettier, which is not installed: npm install -D prettier');
  }
}

/** Adds a value to a field's list of documented values, closed or open; false if it has no list. */
function addValue({ path, value }: NewValue, files: ContractFiles): boolean {
  const place = files.placeOf(path);
  const list = place === undefined ? undefined : listAt(place, files);
  if (list === undefined) return false;
  const values = files.valueAt(list) as unknown[];
  if (!values.includes(value)) edit(files, list.file, [...list.pointer, values.length], value, true);
  return true;
}

function listAt({ file, pointer }: SchemaPlace, files: ContractFiles): SchemaPlace | undefined {
  const own: SchemaPlace = { file, pointer: [...pointer, 'enum'] };
  if (Array.isArray(files.valueAt(own))) return own;
  const advice = files.valueAt({ file, pointer: [...pointer, 'x-should'] });
  const index = Array.isArray(advice) ? advice.findIndex((entry: { enum?: unknown }) => Array.isArray(entry.enum)) : -1;
  return index < 0 ? undefined : { file, pointer: [...pointer, 'x-should', index, 'enum'] };
}

/** Whether a name can be shown in a report, and has no special meaning in JavaScript. */
function isNameable(name: string): boolean {
  return /^[^.[\]\p{C}]{1,60}$/u.test(name) && name.trim() !== '' && !(name in Object.prototype);
}

/**
 * Adds a field to the schema of its object and a requirement to the catalogue, and returns the requirement's id; empty
 * if nothing can be required of the field: only null was seen, or another place has already added it.
 */
function addField(field: NewField, files: ContractFiles, seenIn: string): string | undefined {
  const object = files.placeOf(field.parent);
  const theme = object === undefined ? undefined : themeOf(object, files);
  if (object === undefined || theme === undefined || field.types.length === 0) return undefined;
  const description = `Documented nowhere; seen ${field.seen.toLocaleString('en')} times in ${seenIn}.`;
  const pointer = [...object.pointer, 'properties', field.name];
  // One schema may be used in several places, each with the field.
  if (files.valueAt({ file: object.file, pointer }) !== undefined) return '';
  if (field.types.every((type) => type === 'null')) {
    edit(files, object.file, pointer, { 'x-personal': true, description: `${description} Always null.` });
    return '';
  }
  const id = freeId(`${theme}.${toKebabCase(field.name)}`, files.text(CATALOGUE));
  edit(files, object.file, pointer, {
    'x-requirement': id,
    type: field.types.length === 1 ? field.types[0] : field.types,
    // Personal until reviewed, so that no personal value is shown.
    ...(field.types.every((type) => type === 'boolean' || type === 'null') ? {} : { 'x-personal': true }),
    ...(field.types.includes('array') ? { items: {} } : {}),
    ...(field.types.includes('object') ? { additionalProperties: true } : {}),
    description,
  });
  addRequirement(files, theme, id, `${field.path} is optional and is ${field.types.map(inWords).join(' or ')}.`);
  return id;
}

/** The theme of an object's requirements: that of the requirement the object itself names. */
function themeOf({ file, pointer }: SchemaPlace, files: ContractFiles): string | undefined {
  const requirement = files.valueAt({ file, pointer: [...pointer, 'x-requirement'] });
  return typeof requirement === 'string' ? requirement.split('.')[0] : undefined;
}

/** Adds an entry after the last one of its theme, leaving the rest of the file unchanged. */
function addRequirement(files: ContractFiles, theme: string, id: string, title: string): void {
  const text = files.text(CATALOGUE);
  const { requirements } = parseDocument(text).toJS() as { requirements: { id: string }[] };
  const last = requirements.findLast((requirement) => requirement.id.startsWith(`${theme}.`))?.id ?? '';
  const entry = stringify([{ id, level: 'SHOULD', since: contractVersion, check: 'schema', source: 'field', title }], {
    lineWidth: 0,
  });
  const lines = text.split('\n');
  const begin = lines.indexOf(`  - id: ${last}`);
  const length = lines.slice(begin + 1).findIndex((line) => !line.startsWith('    '));
  lines.splice(begin + 1 + length, 0, entry.trimEnd().replace(/^/gm, '  '));
  files.change(CATALOGUE, lines.join('\n'));
}

function edit(files: ContractFiles, file: string, path: JSONPath, value: unknown, isInsertion = false): void {
  const text = files.text(file);
  const formattingOptions = { insertSpaces: true, tabSize: 2 };
  files.change(file, applyEdits(text, modify(text, path, value, { isArrayInsertion: isInsertion, formattingOptions })));
}

function freeId(wanted: string, catalogue: string): string {
  let id = wanted;
  for (let number = 2; catalogue.includes(`- id: ${id}\n`); number += 1) id = `${wanted}-${number}`;
  return id;
}

function toKebabCase(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  return words.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'field';
}

function inWords(type: string): string {
  if (type === 'null') return 'null';
  return type === 'integer' ? 'a whole number' : `${/^[ao]/.test(type) ? 'an' : 'a'} ${type}`;
}

/** A patch without the Subversion separator line that jsdiff writes for each file. */
function withoutRule(patch: string): string {
  return patch.replace(/^=+\n/, '');
}
