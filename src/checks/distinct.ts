/** The parts by which two findings are compared. */
interface Seen {
  message: string;
  path?: string;
  expected?: string;
  actual?: string;
  value?: unknown;
  exchange?: string;
  exchanges?: string[];
}
import { remembered } from '../remembered.js';

/** Merges equal findings of different exchanges: keeps the first, with the ids of all its exchanges. */
export function distinct<Found extends Seen>(findings: readonly Found[]): Found[] {
  const known = new Map<string, { finding: Found; exchanges: Set<string> }>();
  for (const finding of findings) {
    const { message, path, expected, actual, value, exchange } = finding;
    const key = JSON.stringify([message, path, expected, actual, value]);
    const { exchanges } = remembered(known, key, () => ({ finding, exchanges: new Set() }));
    for (const id of [finding.exchanges ?? [], exchange ?? []].flat()) exchanges.add(id);
  }
  return [...known.values()].map(({ finding, exchanges }) =>
    exchanges.size > 1 ? { ...finding, exchanges: [...exchanges] } : finding,
  );
}
