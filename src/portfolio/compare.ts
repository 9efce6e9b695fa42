import { probit } from 'simple-statistics';
import { documentedValues } from './customer-fields.js';
import type { FieldCount, Kind, Portfolio } from './portfolio.js';

/** The kinds of differences from an earlier portfolio; those that break clients come first. */
const KINDS = ['vanished field', 'new kind of value', 'new value', 'new field', 'moved presence'] as const;

/** A kind of difference from an earlier portfolio. */
export type ChangeKind = (typeof KINDS)[number];

/** One difference between two portfolios. */
export interface PortfolioChange {
  kind: ChangeKind;
  /** As in {@link FieldCount}. */
  path: string;
  /** The difference as one sentence, with counts. */
  says: string;
}

/** The accepted chance that comparing two samples of the same customers reports any move. */
const FALSE_ALARM = 0.01;

/** Smaller moves of a share are not reported, however many customers show them, unless it was 0 or 100%. */
const LEAST_MOVE = 0.01;

/** A count, and the number of times it could have occurred. */
interface Share {
  count: number;
  of: number;
}

/** The differences between two portfolios of the same target. */
export function comparePortfolios(before: Portfolio, now: Portfolio): PortfolioChange[] {
  const fieldsBefore = new Map(before.fields.map((field) => [field.path, field]));
  const critical = probit(1 - FALSE_ALARM / 2 / (3 * Math.max(1, now.fields.length)));
  const fields = now.fields.flatMap((field) => fieldChanges(fieldsBefore.get(field.path), field, critical));
  const paths = new Set(now.fields.map(({ path }) => path));
  const gone = before.fields.filter(({ path, present }) => present > 0 && !paths.has(path));
  const nowOf = (parent: string): number => now.fields.find((field) => field.parent === parent)?.of ?? 0;
  const changes = [
    ...fields,
    ...gone.flatMap((field) => vanished(field, { count: 0, of: nowOf(field.parent) }, critical)),
    ...valueChanges(before, now),
  ];
  return changes.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

function fieldChanges(before: FieldCount | undefined, now: FieldCount, critical: number): PortfolioChange[] {
  const { path } = now;
  if (now.present > 0 && (before?.present ?? 0) === 0) {
    // If no customer had the parent object, nothing was known about the field.
    if (before !== undefined && before.of === 0) return [];
    const known = now.documented ? 'documented, but never seen before' : 'undocumented';
    const kinds = [...Object.keys(now.kinds), ...(now.null > 0 ? ['null'] : [])].join(' or ');
    return [
      {
        kind: 'new field',
        path,
        says: `${path} is new (${known}): ${kinds}, ${inWords({ count: now.present, of: now.of })}`,
      },
    ];
  }
  if (before === undefined || before.of === 0 || now.of === 0) return [];
  const sharesOf = (part: 'present' | 'null' | 'empty', whole: 'of' | 'present'): [before: Share, now: Share] => [
    { count: before[part], of: before[whole] },
    { count: now[part], of: now[whole] },
  ];
  const present = sharesOf('present', 'of');
  if (now.present === 0) return vanished(before, present[1], critical);
  return [
    ...newKinds(before, now),
    ...moved(path, 'is there', ...present, critical),
    ...moved(path, 'is null', ...sharesOf('null', 'present'), critical),
    ...moved(path, 'is empty', ...sharesOf('empty', 'present'), critical),
  ];
}

function vanished({ path, present, of }: FieldCount, now: Share, critical: number): PortfolioChange[] {
  const before = { count: present, of };
  if (present === 0 || now.of === 0 || Math.abs(zScore(before, now)) < critical) return [];
  return [
    { kind: 'vanished field', path, says: `${path} has vanished: ${inWords(before)} before, ${inWords(now)} now` },
  ];
}

function newKinds(before: FieldCount, now: FieldCount): PortfolioChange[] {
  const known = new Set(Object.keys(before.kinds));
  // Integers are numbers, too.
  if (known.has('number')) known.add('integer');
  // If none of the earlier kinds remains, the type was replaced, not extended.
  const also = Object.keys(now.kinds).some((kind) => known.has(kind)) ? 'also ' : '';
  return (Object.entries(now.kinds) as [Kind, number][])
    .filter(([kind]) => known.size > 0 && !known.has(kind))
    .map(([kind, count]) => ({
      kind: 'new kind of value',
      path: now.path,
      says: `${now.path} is now ${also}of type ${kind}: ${inWords({ count, of: now.present })}; before ${[...known].join(' or ')}`,
    }));
}

function moved(path: string, what: string, before: Share, now: Share, critical: number): PortfolioChange[] {
  const move = Math.abs(now.count / now.of - before.count / before.of);
  const wasAlwaysOrNever = before.count === 0 || before.count === before.of;
  if (move === 0 || (move < LEAST_MOVE && !wasAlwaysOrNever)) return [];
  if (Math.abs(zScore(before, now)) < critical) return [];
  return [{ kind: 'moved presence', path, says: `${path} ${what}: ${inWords(before)} before, ${inWords(now)} now` }];
}

/** By how many standard errors two shares differ (two-proportion z-test, pooled). */
function zScore(a: Share, b: Share): number {
  const pooled = (a.count + b.count) / (a.of + b.of);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.of + 1 / b.of));
  return error === 0 ? 0 : (b.count / b.of - a.count / a.of) / error;
}

function valueChanges(before: Portfolio, now: Portfolio): PortfolioChange[] {
  const known = new Map(before.values.map(({ path, values }) => [path, values]));
  return now.values
    .filter(({ listed }) => listed)
    .flatMap(({ path, values, total }) => {
      const earlier = known.get(path);
      // If no value was seen before, only undocumented ones are reported.
      const expected = earlier === undefined ? (documentedValues(path) ?? []) : Object.keys(earlier);
      return Object.entries(values)
        .filter(([value]) => !expected.includes(value) && !/^\((?:null|absent)\)$/.test(value))
        .map(([value, count]): PortfolioChange => {
          const shown = value === '' ? 'the empty text' : JSON.stringify(value);
          return {
            kind: 'new value',
            path,
            says: `${path} has the new value ${shown}: ${inWords({ count, of: total })}`,
          };
        });
    });
}

function inWords({ count, of }: Share): string {
  return `${count.toLocaleString('en')} of ${of.toLocaleString('en')}`;
}
