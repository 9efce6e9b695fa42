import { breaks, fits, type Rule, type RuleTable } from './rule.js';

const FEWER_ARRIVE = 'what may arrive could arrive before';
const FEWER_SENT = 'something that a client may send now is refused';
const MORE_ARRIVE = 'something may arrive that could not before';
const MORE_SENT = 'whatever a client sends now is still taken';

/** More values are allowed than before: a reader meets new ones, a sender is free to go on. */
function widened(types: Rule['types'], reads = MORE_ARRIVE, sends = MORE_SENT): Rule {
  return { reads: breaks(reads), sends: fits(sends), types };
}

/** Fewer values are allowed than before: a reader has seen them all, a sender may be refused. */
function narrowed(types: Rule['types'], sends = FEWER_SENT, reads = FEWER_ARRIVE): Rule {
  return { reads: fits(reads), sends: breaks(sends), types };
}

/** Some values are allowed no longer and others newly. */
function replaced(types: Rule['types'], reads = MORE_ARRIVE, sends = FEWER_SENT): Rule {
  return { reads: breaks(reads), sends: breaks(sends), types };
}

function harmless(types: Rule['types'], reads: string, sends = reads): Rule {
  return { reads: fits(reads), sends: fits(sends), types };
}

/** What a change of a schema means. */
export const SCHEMA_RULES = {
  'type-widened': widened('block', 'a value of another type may arrive'),
  'type-narrowed': narrowed('block', 'a value of a type that was taken is refused'),
  'type-changed': replaced('block', 'the value arrives with another type', 'a value of the old type is refused'),
  'null-added': widened('line', 'null may arrive'),
  'null-removed': narrowed('line', 'null is refused'),
  'enum-value-added': widened('line', 'a value may arrive that the client does not know'),
  'enum-value-removed': narrowed('line', 'a value that was listed is refused'),
  'enum-added': narrowed('line', 'a value that is not listed is refused'),
  'enum-removed': widened('line', 'a value may arrive that the client does not know'),
  'const-changed': replaced('line', 'another value arrives', 'the old value is refused'),
  'format-added': narrowed('line', 'a text of another form is refused'),
  'format-removed': widened('line', 'a text of another form may arrive'),
  'format-changed': replaced('line', 'a text of another form arrives', 'a text of the old form is refused'),
  'pattern-added': narrowed('none', 'a text of another form is refused'),
  'pattern-removed': widened('none', 'a text of another form may arrive'),
  'pattern-changed': replaced('none', 'a text of another form may arrive', 'a text of the old form may be refused'),
  'limit-added': narrowed('line', 'a value beyond the limit is refused'),
  'limit-tightened': narrowed('line', 'a value beyond the new limit is refused'),
  'limit-loosened': widened('line', 'a value beyond the old limit may arrive'),
  'limit-removed': widened('line', 'a value beyond the old limit may arrive'),
  'multiple-added': narrowed('none'),
  'multiple-removed': widened('none'),
  'multiple-changed': replaced('none'),
  'unique-added': narrowed('none', 'a list with equal elements is refused'),
  'unique-removed': widened('none', 'a list with equal elements may arrive'),
  'property-removed': {
    reads: breaks('the field does not arrive any more'),
    sends: breaks('a field that is still sent is refused or ignored'),
    types: 'block',
  },
  'property-added-optional': harmless(
    'block',
    'a client ignores a field that it does not know',
    'a client may leave it out',
  ),
  'property-added-required': narrowed(
    'block',
    'no client sends the field yet',
    'a client ignores a field that it does not know',
  ),
  // Whoever was told that no other field comes may refuse one: the reader's schema was closed as well.
  'property-added-to-closed': widened(
    'block',
    'the object was closed: a client may refuse a field that it does not know',
    'a client may leave it out',
  ),
  'property-required': narrowed('line', 'a client that leaves the field out is refused'),
  'property-optional': widened('line', 'the field may be absent'),
  'object-opened': widened('line', 'fields may arrive that nobody documents'),
  'object-closed': narrowed('line', 'a field that is not listed is refused'),
  'other-fields-narrowed': narrowed('line', 'a field that is not listed must fit a schema now'),
  'other-fields-widened': widened('line', 'a field that is not listed fits no schema any more'),
  'contains-added': narrowed('none', 'a list without such an element is refused'),
  'contains-removed': widened('none', 'a list without such an element may arrive'),
  'contains-changed': replaced('none'),
  'alternative-added': widened('block', 'a value of a new shape may arrive'),
  'alternative-removed': narrowed('block', 'a value of a shape that was taken is refused'),
  'alternatives-added': narrowed('block', 'a value that fits no alternative is refused'),
  'alternatives-removed': widened('block', 'a value may arrive that fits no alternative'),
  'alternatives-exclusive': narrowed('block', 'a value that fits two alternatives is refused'),
  'alternatives-inclusive': widened('block', 'a value may arrive that fits two alternatives'),
  'condition-added': narrowed('none', 'a value that breaks the condition is refused'),
  'condition-removed': widened('none', 'a value may arrive that breaks the old condition'),
  'condition-changed': replaced('none'),
  'exclusion-added': narrowed('none', 'a value that is excluded now is refused'),
  'exclusion-removed': widened('none', 'a value may arrive that was excluded before'),
  'exclusion-changed': replaced('none'),
  'discriminator-changed': replaced(
    'none',
    'the shape is told in another way',
    'the shape is to be told in another way',
  ),
  'default-changed': {
    reads: fits('what a client assumes for an absent value is its own matter'),
    sends: breaks('a client that leaves it out asks for something else now'),
    types: 'line',
  },
  'read-only-changed': harmless('line', 'the mark speaks of the other direction'),
  // Better a false alarm than a silent break: what the keyword means is not known here.
  'keyword-changed': replaced(
    'line',
    'this command does not know what the keyword allows, so it takes the worst',
    'this command does not know what the keyword allows, so it takes the worst',
  ),
} as const satisfies RuleTable;
