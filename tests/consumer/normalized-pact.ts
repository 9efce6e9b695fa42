interface PactFile {
  interactions: { description: string }[];
  metadata: Record<string, unknown>;
}

/**
 * The text of a pact, independent of everything but its content: interactions and keys in order, without tool versions.
 */
export function normalizedPact(text: string): string {
  const pact = JSON.parse(text) as PactFile;
  const { pactSpecification } = pact.metadata;
  const interactions = pact.interactions.toSorted((one, other) => (one.description < other.description ? -1 : 1));
  return `${JSON.stringify(inOrder({ ...pact, interactions, metadata: { pactSpecification } }), null, 2)}\n`;
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, child]) => [key, inOrder(child)]));
}
