import type { SchemaPair } from './schema-pair.js';
import { below, fieldStep, found, noted, type Found } from './found.js';
import { namesOfBoth } from './json.js';
import type { Shape } from './shape.js';

/** The fields of objects: which there are, which must be there, and what else may be. */
export function compareObjects(pair: SchemaPair): Found[] {
  const { old, now, comparison } = pair;
  const names = namesOfBoth([...old.properties.keys(), ...old.required], [...now.properties.keys(), ...now.required]);
  return [
    ...names.flatMap((name) => below(fieldStep(name), name, field(pair, name))),
    ...otherFields(pair),
    ...namesOfBoth(old.patterned.keys(), now.patterned.keys()).flatMap((pattern) =>
      below(
        `[fields like ${pattern}]`,
        undefined,
        comparison.compare(old.patterned.get(pattern) ?? [], now.patterned.get(pattern) ?? [], true),
      ),
    ),
    ...below('[names of fields]', undefined, comparison.compare(old.names, now.names, true)),
    ...namesOfBoth(old.dependents.keys(), now.dependents.keys()).flatMap((name) =>
      noted(
        `where ${name} is there`,
        comparison.compare(old.dependents.get(name) ?? [], now.dependents.get(name) ?? [], true),
      ),
    ),
  ];
}

function field({ old, now, adds, comparison }: SchemaPair, name: string): Found[] {
  const [before, after] = [old.properties.get(name), now.properties.get(name)];
  const [wasRequired, isRequired] = [old.required.has(name), now.required.has(name)];
  // A field that must be there exists, whether its schema is given or not.
  const [wasThere, isThere] = [before !== undefined || wasRequired, after !== undefined || isRequired];
  if (adds || (wasThere && isThere)) {
    const schemas = comparison.compare(before ?? [], after ?? [], adds || before === undefined || after === undefined);
    return [...presence(wasRequired, isRequired), ...schemas];
  }
  const words = (schemas: readonly unknown[], required: boolean): string =>
    `${required ? 'required' : 'optional'}, ${fieldInWords(comparison.compare([], schemas), schemas.length)}`;
  if (isThere) return [found(additionRule(old, isRequired, comparison.sent), 'absent', words(after ?? [], isRequired))];
  return [found('property-removed', wasRequired ? 'required' : 'optional', 'absent')];
}

/** The type of a new field, as the comparison with nothing tells it. */
function fieldInWords(findings: readonly Found[], schemas: number): string {
  if (schemas === 0) return 'of any type';
  const own = findings.filter(({ at, notes }) => at === '' && notes.length === 0);
  const told = own.find(({ difference }) => ['type-narrowed', 'enum-added'].includes(difference.rule));
  return told?.difference.is ?? 'of any type';
}

function additionRule(
  old: Shape,
  required: boolean,
  sent: boolean,
): 'property-added-required' | 'property-added-optional' | 'property-added-to-closed' {
  if (old.closed && !(sent && required)) return 'property-added-to-closed';
  return required ? 'property-added-required' : 'property-added-optional';
}

function presence(before: boolean, after: boolean): Found[] {
  if (before === after) return [];
  return after
    ? [found('property-required', 'optional', 'required')]
    : [found('property-optional', 'required', 'optional')];
}

type Openness = 'open' | 'closed' | 'typed';

function otherFields({ old, now, comparison }: SchemaPair): Found[] {
  const [before, after] = [opennessOf(old), opennessOf(now)];
  const words: Record<Openness, string> = {
    open: 'any other field',
    closed: 'no other field',
    typed: 'others by schema',
  };
  if (before === after) {
    return before === 'typed' ? below('[any other field]', undefined, comparison.compare(old.others, now.others)) : [];
  }
  const order: Openness[] = ['closed', 'typed', 'open'];
  const wider = order.indexOf(after) > order.indexOf(before);
  if (before !== 'typed' && after !== 'typed') {
    return [found(wider ? 'object-opened' : 'object-closed', words[before], words[after])];
  }
  return [found(wider ? 'other-fields-widened' : 'other-fields-narrowed', words[before], words[after])];
}

function opennessOf(shape: Shape): Openness {
  return shape.closed ? 'closed' : shape.others.length > 0 ? 'typed' : 'open';
}
