import { documentedFields, documentedValues, fieldOfValues, valuePath } from '../portfolio/customer-fields.js';
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

/** The fields that a portfolio has something to say of: their parent was seen at least once. */
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

/** The values of the fields that are worth a histogram; `listed` is undefined where the documentation has no list. */
export function valueRows({ values }: Portfolio): ValueRows[] {
  return values.map(({ path, total, values: counts }) => {
    const list = documentedValues(path);
    const rows = Object.entries(counts)
      .map(([value, count]) => ({ value, count, listed: list?.includes(value) }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    return { path, total, rows, others: total - rows.reduce((sum, { count }) => sum + count, 0) };
  });
}

/** What the documentation knows and no customer of a portfolio had. */
export interface NeverSeen {
  fields: string[];
  values: { path: string; values: string[] }[];
}

/** Documented fields and values that no customer had. */
export function neverSeen({ fields, values }: Portfolio): NeverSeen {
  const present = new Set(fields.filter((field) => field.present > 0).map(({ path }) => path));
  const counts = new Map<string, Set<string>>();
  for (const { path, values: seen } of values) {
    const field = fieldOfValues(path);
    counts.set(field, new Set([...(counts.get(field) ?? []), ...Object.keys(seen)]));
  }
  return {
    fields: documentedFields.map(({ path }) => path).filter((path) => !present.has(path)),
    values: documentedFields.flatMap(({ path, shape }) => {
      const unseen = (shape.values ?? []).filter((value) => counts.get(valuePath(path, shape))?.has(value) !== true);
      return unseen.length === 0 ? [] : [{ path: valuePath(path, shape), values: unseen }];
    }),
  };
}
