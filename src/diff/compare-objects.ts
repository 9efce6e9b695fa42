import type { SchemaPair } from './schema-pair.js';
import { below, fieldStep, found, presence, type Found } from './found.js';
import { namesOfBoth } from '../description/json.js';
import { shapeOf, type Schemas, type Shape } from './shape.js';
import { kindsInWords } from './types-of-values.js';

/** Compares the fields of objects: which exist, which are required, and whether others are allowed. */
export function compareObjects(pair: SchemaPair): Found[] {
  const { old, now } = pair;
  const names = namesOfBoth([...old.properties.keys(), ...old.required], [...now.properties.keys(), ...now.required]);
  return [
    ...names.flatMap((name) => below(fieldStep(name), field(pair, name))),
    ...otherFields(pair),
    ...fieldsOfBranches(pair),
  ];
}

function field({ old, now, adds, comparison }: SchemaPair, name: string): Found[] {
  // A field that moved into every alternative of a choice did not disappear.
  const [oldMoved, newMoved] = [moved(old, now, name), moved(now, old, name)];
  const [before, after] = [
    old.properties.get(name) ?? oldMoved?.schemas,
    now.properties.get(name) ?? newMoved?.schemas,
  ];
  const wasRequired = old.required.has(name) || oldMoved?.required === true;
  const isRequired = now.required.has(name) || newMoved?.required === true;
  // A field that must be there exists, whether its schema is given or not.
  const [wasThere, isThere] = [before !== undefined || wasRequired, after !== undefined || isRequired];
  if (adds || (wasThere && isThere)) {
    const schemas = comparison.compare(before ?? [], after ?? [], adds || before === undefined || after === undefined);
    return [...presence('property', wasRequired, isRequired), ...schemas];
  }
  if (isThere) {
    const { values, kinds } = shapeOf(comparison.now, after ?? [], comparison.sent);
    const type = values === undefined ? kindsInWords(kinds) : [...values.keys()].join(', ');
    const words = `${isRequired ? 'required' : 'optional'}, ${type === 'anything' ? 'of any type' : type}`;
    return [found(additionRule(old, name, isRequired, comparison.sent), 'absent', words)];
  }
  if (wasRequired) return [found('property-removed-required', 'required', 'absent')];
  return [found('property-removed-optional', 'optional', 'absent')];
}

function moved(to: Shape, from: Shape, name: string): { schemas: Schemas; required: boolean } | undefined {
  return from.properties.has(name) && !to.properties.has(name) ? to.inEvery.get(name) : undefined;
}

function additionRule(
  old: Shape,
  name: string,
  required: boolean,
  sent: boolean,
): 'property-added-required' | 'property-added-optional' | 'property-added-to-closed' {
  if (old.allowed?.has(name) === false && !(sent && required)) return 'property-added-to-closed';
  return required ? 'property-added-required' : 'property-added-optional';
}

/** Fields that only branches name: whether the closed object around them allows them. */
function fieldsOfBranches({ old, now }: SchemaPair): Found[] {
  const [before, after] = [old.allowed, now.allowed];
  if (before === undefined || after === undefined) return [];
  return namesOfBoth(before, after)
    .filter((name) => before.has(name) !== after.has(name))
    .filter((name) => !old.properties.has(name) && !now.properties.has(name))
    .flatMap((name) =>
      below(fieldStep(name), [
        after.has(name)
          ? found('property-added-to-closed', 'not allowed', 'allowed')
          : found('property-removed-optional', 'allowed', 'not allowed'),
      ]),
    );
}

type Openness = 'open' | 'closed' | 'typed';

function otherFields({ old, now, comparison }: SchemaPair): Found[] {
  const [before, after] = [opennessOf(old), opennessOf(now)];
  const words: Record<Openness, string> = {
    open: 'any other field',
    closed: 'no other field',
    typed: 'others by schema',
  };
  const schemasOf = ({ others }: Shape): Schemas => others.map(({ schema }) => schema);
  if (before === after) {
    return before === 'typed' ? below('[any other field]', comparison.compare(schemasOf(old), schemasOf(now))) : [];
  }
  const order: Openness[] = ['closed', 'typed', 'open'];
  const wider = order.indexOf(after) > order.indexOf(before);
  if (before !== 'typed' && after !== 'typed') {
    return [found(wider ? 'object-opened' : 'object-closed', words[before], words[after])];
  }
  return [found(wider ? 'other-fields-widened' : 'other-fields-narrowed', words[before], words[after])];
}

function opennessOf(shape: Shape): Openness {
  return shape.allowed !== undefined ? 'closed' : shape.others.length > 0 ? 'typed' : 'open';
}
