import { documentedValues } from '../portfolio/customer-fields.js';
import type { FieldCount, Portfolio } from '../portfolio/portfolio.js';

/** One field of a portfolio, ready to be shown: the parts add up to `of`. */
export interface FieldRow {
  path: string;
  documented: boolean;
  of: number;
  filled: number;
  empty: number;
  null: number;
  absent: number;
  /** Kinds of values with their counts, the most frequent first. */
  kinds: [kind: string, count: number][];
}

/** The fields whose parent was seen at least once. */
export function fieldRows({ fields }: Portfolio): FieldRow[] {
  return fields.filter(({ of, path }) => of > 0 && !path.endsWith('[]')).map(fieldRow);
}

function fieldRow({ path, documented, of, present, null: nulls, empty, kinds }: FieldCount): FieldRow {
  const byCount = Object.entries(kinds).sort(([, a], [, b]) => b - a);
  return {
    path,
    documented,
    of,
    filled: present - nulls - empty,
    empty,
    null: nulls,
    absent: of - present,
    kinds: byCount,
  };
}

/** The values of one field, the most frequent first. */
export interface ValueRows {
  path: string;
  /** How many values were seen. */
  total: number;
  rows: { value: string; count: number; listed: boolean | undefined }[];
  /** Values beyond those that are counted one by one. */
  others: number;
}

/** The values of the fields that are worth a histogram; `listed` is undefined if the documentation has no list. */
export function valueRows({ values }: Portfolio): ValueRows[] {
  return values.map(({ path, total, values: counts }) => {
    const list = documentedValues(path);
    const rows = Object.entries(counts)
      .map(([value, count]) => ({ value, count, listed: list?.includes(value) }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    return { path, total, rows, others: total - rows.reduce((sum, { count }) => sum + count, 0) };
  });
}
