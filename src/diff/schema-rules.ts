import { breaks, fits, forBoth, type Rule, type RuleTable } from './rule.js';

const FEWER_ARRIVE = 'everything that may arrive could arrive before';
const FEWER_SENT = 'something that a client may send now is refused';
const MORE_ARRIVE = 'something may arrive that could not before';
const MORE_SENT = 'everything that a client sends now is still accepted';
// Better a false alarm than a silent break.
const UNKNOWN = 'this command does not look into the keyword, so it assumes the worst';

/** More values are allowed than before: a reader meets new ones, a sender may continue. */
function widened(reads = MORE_ARRIVE, sends = MORE_SENT): Rule {
  return forBoth(breaks(reads), fits(sends));
}

/** Fewer values are allowed than before: a reader has seen them all, a sender may be refused. */
function narrowed(sends = FEWER_SENT, reads = FEWER_ARRIVE): Rule {
  return forBoth(fits(reads), breaks(sends));
}

/** Some values are no longer allowed, and others are now. */
function replaced(reads = MORE_ARRIVE, sends = FEWER_SENT): Rule {
  return forBoth(breaks(reads), breaks(sends));
}

/** What a change of a schema means. */
export const SCHEMA_RULES = {
  'type-widened': widened('a value of another type may arrive'),
  'type-narrowed': narrowed('a value of a type that was accepted is refused'),
  'type-changed': replaced('the value arrives with another type', 'a value of the old type is refused'),
  'null-added': widened('null may arrive'),
  'null-removed': narrowed('null is refused'),
  'enum-value-added': widened('a value may arrive that the client does not know'),
  'enum-value-removed': narrowed('a value that was listed is refused'),
  'enum-added': narrowed('a value that is not listed is refused'),
  'enum-removed': widened('a value may arrive that the client does not know'),
  'const-changed': replaced('another value arrives', 'the old value is refused'),
  'format-added': narrowed('text in another format is refused'),
  'format-removed': widened('text in another format may arrive'),
  'format-widened': widened('a value that only the wider format has may arrive'),
  'format-narrowed': narrowed('a value that only the wider format has is refused'),
  'format-changed': replaced('text in another format arrives', 'text in the old format is refused'),
  'pattern-added': narrowed('text that does not match is refused'),
  'pattern-removed': widened('text may arrive that does not match the old pattern'),
  'pattern-changed': replaced('text may arrive that does not match the old pattern', 'text may be refused'),
  'limit-added': narrowed('a value beyond the limit is refused'),
  'limit-tightened': narrowed('a value beyond the new limit is refused'),
  'limit-loosened': widened('a value beyond the old limit may arrive'),
  'limit-removed': widened('a value beyond the old limit may arrive'),
  'multiple-added': narrowed(),
  'multiple-removed': widened(),
  'multiple-changed': replaced(),
  'unique-added': narrowed('a list with equal elements is refused'),
  'unique-removed': widened('a list with equal elements may arrive'),
  // Worded as the removal of a header is: what could be absent before is absent now.
  'property-removed-required': forBoth(
    breaks('a field no longer arrives that always did'),
    breaks('a field that a client still sends is refused or ignored'),
  ),
  'property-removed-optional': forBoth(
    fits('the field could be absent before'),
    breaks('a field that a client still sends is refused or ignored'),
  ),
  'property-added-optional': forBoth(
    fits('a client ignores a field that it does not know'),
    fits('a client may leave it out'),
  ),
  'property-added-required': narrowed(
    'no client sends the field yet',
    'a client ignores a field that it does not know',
  ),
  // A reader that was promised no other field may refuse one: the reader's schema was closed as well.
  'property-added-to-closed': widened(
    'the object was closed: a client may refuse a field that it does not know',
    'a client may leave it out',
  ),
  'property-required': narrowed('a client that leaves the field out is refused'),
  'property-optional': widened('the field may be absent'),
  'object-opened': widened('undocumented fields may arrive'),
  'object-closed': narrowed('a field that is not listed is refused'),
  'other-fields-narrowed': narrowed('a field that is not listed must fit a schema now'),
  'other-fields-widened': widened('a field that is not listed no longer has to fit a schema'),
  'contains-added': narrowed('a list without such an element is refused'),
  'contains-removed': widened('a list without such an element may arrive'),
  'contains-changed': replaced(),
  'alternative-added': widened('a value of a new shape may arrive'),
  'alternative-removed': narrowed('a value of a shape that was accepted is refused'),
  'alternatives-added': narrowed('a value that fits no alternative is refused'),
  'alternatives-removed': widened('a value may arrive that fits no alternative'),
  'alternatives-exclusive': narrowed('a value that fits two alternatives is refused'),
  'alternatives-inclusive': widened('a value may arrive that fits two alternatives'),
  'condition-added': narrowed('a value that breaks the condition is refused'),
  'condition-removed': widened('a value may arrive that breaks the old condition'),
  'condition-changed': replaced(),
  'exclusion-added': narrowed('a value that is excluded now is refused'),
  'exclusion-removed': widened('a value may arrive that was excluded before'),
  'exclusion-changed': replaced(),
  'discriminator-added': forBoth(
    fits('it says about a known field which alternative a value is: the values are the same'),
  ),
  'discriminator-changed': replaced(
    'another field says which alternative a value is',
    'another field must say which alternative a value is',
  ),
  'default-changed': forBoth(
    fits('a client decides itself what it assumes for an absent value'),
    breaks('a client that leaves it out now requests something else'),
  ),
  'read-only-changed': forBoth(fits('the mark is about the other direction')),
  'recommendation-changed': forBoth(fits('a recommendation (x-should) refuses no value')),
  'keyword-changed': forBoth(breaks(UNKNOWN)),
} as const satisfies RuleTable;
