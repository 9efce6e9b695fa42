import type { SchemaComparison } from './compare-schemas.js';
import type { Found } from './found.js';
import type { Dict } from '../description/json.js';
import type { References } from './references.js';

/** Two documents side by side, and how their schemas compare in either direction. */
export interface DocumentPair {
  readonly old: References;
  readonly now: References;
  readonly reads: SchemaComparison;
  readonly sends: SchemaComparison;
  /** Findings on what many operations share, so that each is reported once. */
  readonly shared: Map<string, Found[]>;
}

/** A path as it is written, and what is below it. */
export interface Path {
  readonly path: string;
  readonly item: Dict;
}

/** An operation and the path that it belongs to. */
export interface OperationOfPath extends Path {
  readonly operation: Dict;
}
