import { compareDemands, leftOver } from './compare-arrays.js';
import type { SchemaPair } from './schema-pair.js';
import { found, noted, type Found } from './found.js';
import { conditionInWords, schemaInWords } from './schema-words.js';
import type { Condition } from './shape.js';

/** `if` with `then` and `else`, and `not`: what holds under a condition, and what is excluded. */
export function compareConditions(pair: SchemaPair): Found[] {
  const { old, now } = pair;
  const exclusions = compareDemands(pair, 'exclusion', [old.exclusions, now.exclusions], (schemas) =>
    schemas.length === 0 ? 'nothing is excluded' : `not ${schemas.map(schemaInWords).join(' and not ')}`,
  );
  return [...conditions(pair), ...exclusions];
}

function conditions({ old, now, comparison }: SchemaPair): Found[] {
  const findings: Found[] = [];
  const consequences = (before: Condition, after: Condition): Found[] => {
    const words = conditionInWords(after.given);
    return [
      ...noted(`if ${words}`, comparison.compare(before.then, after.then, true)),
      ...noted(`unless ${words}`, comparison.compare(before.otherwise, after.otherwise, true)),
    ];
  };
  // Identical conditions go first: two may share an `if`.
  const [before, after] = leftOver(
    old.conditions,
    now.conditions,
    (a, b) => comparison.same([a.given], [b.given]) && consequences(a, b).length === 0,
  );
  const [removed, added] = leftOver(before, after, (a, b) => {
    const same = comparison.same([a.given], [b.given]);
    if (same) findings.push(...consequences(a, b));
    return same;
  });
  const [gone, fresh] = leftOver(removed, added, (a, b) => {
    const same = consequences(a, b).length === 0;
    if (same) findings.push(found('condition-changed', inWords(a), inWords(b)));
    return same;
  });
  return [
    ...findings,
    ...gone.map((condition) => found('condition-removed', inWords(condition), 'no such condition')),
    ...fresh.map((condition) => found('condition-added', 'no such condition', inWords(condition))),
  ];
}

function inWords(condition: Condition): string {
  const consequences = [
    ...condition.then.map((schema) => `then ${schemaInWords(schema)}`),
    ...condition.otherwise.map((schema) => `else ${schemaInWords(schema)}`),
  ];
  return `if ${conditionInWords(condition.given)}, ${consequences.join(', ')}`;
}
