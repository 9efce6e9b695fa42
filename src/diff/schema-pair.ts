import type { Found } from './found.js';
import type { References } from './references.js';
import type { Schemas, Shape } from './shape.js';

/** Compares the schemas below two schemas. */
export interface Comparison {
  readonly old: References;
  readonly now: References;
  /** Whether the schemas are compared as they are sent; else as they are read. */
  readonly sent: boolean;
  /** The differences between schemas that all hold; `adds`: in addition to others that are compared elsewhere. */
  compare(old: Schemas, now: Schemas, adds?: boolean): Found[];
  /** Whether two schemas allow the same. */
  same(old: Schemas, now: Schemas): boolean;
}

/** Two shapes side by side, and the way down into them. */
export interface SchemaPair {
  readonly old: Shape;
  readonly now: Shape;
  /** Whether the schemas only add to others that apply too: a field that they do not name may still exist. */
  readonly adds: boolean;
  readonly comparison: Comparison;
}
