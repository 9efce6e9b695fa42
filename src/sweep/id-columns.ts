import { InvalidInput } from '../invalid-input.js';
import { isDocumentedId } from '../targets/customer-id.js';

/** An id as it is in a list. */
export interface ListedId {
  id: string;
  /** The line of the input, from 1; absent for a list that was read from nowhere. */
  line?: number;
}

/** A row of a list of ids. */
export interface Row {
  cells: readonly string[];
  /** The line of the input, from 1. */
  line: number;
}

/** The rows at the beginning that decide which column of a list has the ids. */
export const HEAD_ROWS = 20;

/** The column with the ids of a list. */
export interface Layout {
  /** A remark on how the column was chosen. */
  note?: string;
  /**
   * The ids of rows.
   *
   * @throws InvalidInput naming the line of a row without an id, or with several
   */
  entriesOf(rows: readonly Row[]): ListedId[];
}

/** Headings of a column with ids, the best first; letters only. */
const HEADINGS = ['customerid', 'vipmpcustomerid', 'customernumber', 'customer', 'id', 'ids', 'customerids'];

/**
 * The column with the ids of a list: the one that is named, the one whose heading says so, or the first. The rows after
 * the first decide whether the first is a heading.
 *
 * @param column a name or a number from 1
 * @throws InvalidInput if there is no such column
 */
export function layoutOf(head: readonly Row[], column: string | undefined, name: string): Layout {
  const [first] = head;
  const index = column === undefined ? headedColumn(head) : columnCalled(column, first, name);
  const at = index ?? 0;
  const titles = (first?.cells ?? []).map(lettersOf);
  const isChosen = column !== undefined || titles.filter((title) => title === titles[index ?? -1]).length === 1;
  const isNamed = column !== undefined && !isNumber(column);
  const heading = isNamed || isHeading(head, at) ? first : undefined;
  const title = heading?.cells[at] ?? '';
  const hasDigits = /\d/.test(head.find((row) => row !== heading)?.cells[at] ?? '');
  const isDoubtful = isDocumentedId(title) && !isNamed && !HEADINGS.includes(lettersOf(title));
  return {
    ...(isDoubtful ? { note: `${name}: line ${heading?.line ?? 1} is taken for a heading, and not for an id` } : {}),
    entriesOf: (rows) =>
      rows.filter((row) => row !== heading).map((row) => entryOf(row, { at, isChosen, hasDigits }, name)),
  };
}

/** The column whose heading says that it has the ids; absent if none does. */
function headedColumn(head: readonly Row[]): number | undefined {
  const [first, ...others] = head;
  const titles = (first?.cells ?? []).map(lettersOf);
  const candidates = HEADINGS.flatMap((heading) => titles.flatMap((title, at) => (title === heading ? [at] : [])));
  const headed = candidates.filter((at) => isHeading(head, at));
  // A column that is called customer may have names.
  return headed.find((at) => others.every(({ cells }) => isMostlyDigits(cells[at] ?? ''))) ?? headed[0];
}

function columnCalled(column: string, first: Row | undefined, name: string): number {
  if (isNumber(column)) return Number(column) - 1;
  const titles = (first?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const index = titles.indexOf(column.trim().toLowerCase());
  if (index >= 0) return index;
  const columns = titles.length === 1 ? 'its only column' : `one of its ${titles.length} columns by name or number`;
  throw new InvalidInput(`--column ${column}: ${name} has no column of this name in its first line: name ${columns}`);
}

function isNumber(column: string): boolean {
  return /^[1-9]\d{0,3}$/.test(column);
}

/** Whether the first row is a heading: it says so, it cannot be an id, or all rows after it look different. */
function isHeading([first, ...others]: readonly Row[], at: number): boolean {
  const title = first?.cells[at] ?? '';
  if (title === '' || isMostlyDigits(title)) return false;
  if (!isDocumentedId(title) || HEADINGS.includes(lettersOf(title))) return true;
  return others.length > 0 && others.every(({ cells }) => isMostlyDigits(cells[at] ?? ''));
}

/** What is known of the column with the ids. */
interface IdColumn {
  at: number;
  /** Whether nothing else can be meant. */
  isChosen: boolean;
  /** Whether the first id has digits; then "NULL" and "Total" are no ids. */
  hasDigits: boolean;
}

function entryOf({ cells, line }: Row, { at, isChosen, hasDigits }: IdColumn, name: string): ListedId {
  const id = cells[at] ?? '';
  if (!isDocumentedId(id) || (hasDigits && !/\d/.test(id))) {
    const where = `${name}: line ${line}`;
    if (id === '')
      throw new InvalidInput(`${where} has no customer id in column ${at + 1}: correct or remove the line`);
    throw new InvalidInput(`${where}${shown(id)} is not a customer id (${hintAt(id)}): correct or remove the line`);
  }
  const alike = isChosen ? [] : cells.filter((cell) => isDocumentedId(cell) && isLikelyAs(cell, id));
  if (alike.length > 1) {
    throw new InvalidInput(
      `${name}: line ${line} has ${alike.length} values that look like ids: write one a line, or name their column with --column`,
    );
  }
  return { id, line };
}

/** Whether a text is at least as likely an id as the one that is taken for it: ids have digits, and names may have none. */
function isLikelyAs(text: string, id: string): boolean {
  return shapeOf(text) === shapeOf(id) || (isMostlyDigits(text) && !/\d/.test(id));
}

/** What is wrong with a text that is not an id. */
function hintAt(text: string): string {
  if (isDocumentedId(text)) return 'it has no digit, unlike the first one';
  if (text.includes('\0')) return 'the file looks like UTF-16: save it as UTF-8';
  return /^\d[\d.,]*E\+?\d+$/i.test(text) || /^\d+[.,]0+$/.test(text)
    ? 'a spreadsheet has made a number of it; format the column as text'
    : '4 to 40 letters, digits and hyphens';
}

/** A value that can be shown: what is mostly digits is a mangled id, not a name. */
function shown(value: string): string {
  const isMangledId = /^['"]?[A-Za-z]?\d\S{0,40}$/.test(value) && isMostlyDigits(value);
  return isMangledId ? `: ${JSON.stringify(value)}` : '';
}

function isMostlyDigits(text: string): boolean {
  return text.replace(/\D/g, '').length * 2 >= text.length && text !== '';
}

/** What ids of one kind have in common: `P1005` and `P2006` are both `A9999`. */
function shapeOf(id: string): string {
  return id.replace(/\d/g, '9').replace(/[A-Za-z]/g, 'A');
}

function lettersOf(text: string): string {
  return text.replace(/[^A-Za-z]/g, '').toLowerCase();
}
