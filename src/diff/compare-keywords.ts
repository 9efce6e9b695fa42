import { found, type Found } from './found.js';
import { sideBySide } from '../description/json.js';
import type { RuleId } from './rules.js';
import { isUpper, type Keywords } from './shape-keywords.js';

/** Keywords that require something: more of them allow less. */
const ASKING = {
  format: ['format-added', 'format-removed', 'format-changed'],
  pattern: ['pattern-added', 'pattern-removed', 'pattern-changed'],
  multipleOf: ['multiple-added', 'multiple-removed', 'multiple-changed'],
  uniqueItems: ['unique-added', 'unique-removed', 'unique-removed'],
} as const satisfies Record<string, readonly [RuleId, RuleId, RuleId]>;

/** Formats all of whose values another format has too. */
const WIDER: Readonly<Partial<Record<string, string>>> = {
  ...{ int32: 'int64', float: 'double' },
  ...{ uri: 'uri-reference', email: 'idn-email', hostname: 'idn-hostname' },
};

const OTHERS: ReadonlyMap<string, RuleId> = new Map<string, RuleId>([
  ['default', 'default-changed'],
  ['x-should', 'recommendation-changed'],
  ['readOnly', 'read-only-changed'],
  ['writeOnly', 'read-only-changed'],
]);

/** Compares limits, formats, patterns and other simple keywords; `described`: documentation too. */
export function compareKeywords(old: Keywords, now: Keywords, described: boolean): Found[] {
  return [
    ...sideBySide(old.limits, now.limits).flatMap(([name, before, after]) => limit(name, before, after)),
    ...sideBySide(old.marks, now.marks).flatMap(([name, before, after]) => mark(name, before, after)),
    ...(described ? compareDocumentation(old.documentation, now.documentation) : []),
  ];
}

/** Documentation that differs, by the name of its keyword. */
export function compareDocumentation(old: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): Found[] {
  const changed = sideBySide(old, now).filter(([, before, after]) => before !== after);
  return changed.map(([name]) => found('documentation', '', name));
}

function limit(name: string, before: number | undefined, after: number | undefined): Found[] {
  if (before === after) return [];
  const words = (value: number): string => `${name} ${value}`;
  if (before === undefined) return after === undefined ? [] : [found('limit-added', 'no limit', words(after))];
  if (after === undefined) return [found('limit-removed', words(before), 'no limit')];
  const looser = isUpper(name) ? after > before : after < before;
  return [found(looser ? 'limit-loosened' : 'limit-tightened', words(before), words(after))];
}

function mark(name: string, before = new Set<string>(), after = new Set<string>()): Found[] {
  const removed = [...before].filter((text) => !after.has(text));
  const added = [...after].filter((text) => !before.has(text));
  if (removed.length + added.length === 0) return [];
  const words = (texts: Iterable<string>): string => {
    const joined = [...texts].join(' and ');
    return joined === '' ? `no ${name}` : `${name} ${joined}`;
  };
  const rule = (name === 'format' && ruleForFormats(removed, added)) || ruleFor(name, removed.length, added.length);
  return [found(rule, words(before), words(after))];
}

function ruleForFormats(removed: readonly string[], added: readonly string[]): RuleId | undefined {
  const [was = '', is = ''] = removed.length === 1 && added.length === 1 ? [removed[0], added[0]] : [];
  if (was !== '' && WIDER[was] === is) return 'format-widened';
  return is !== '' && WIDER[is] === was ? 'format-narrowed' : undefined;
}

function ruleFor(name: string, removed: number, added: number): RuleId {
  if (name === 'deprecated') return added > 0 ? 'deprecated' : 'undeprecated';
  if (name === 'discriminator') return removed === 0 ? 'discriminator-added' : 'discriminator-changed';
  if (!isAsking(name)) return OTHERS.get(name) ?? 'keyword-changed';
  const [more, fewer, other] = ASKING[name];
  return removed === 0 ? more : added === 0 ? fewer : other;
}

function isAsking(name: string): name is keyof typeof ASKING {
  return Object.hasOwn(ASKING, name);
}
