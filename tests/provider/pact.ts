import { readFileSync } from 'node:fs';
import { PACT_PATH, type Interaction, type PactFile } from '../../scripts/pact/pact-file.js';

/** An interaction of the pact, in which a test may change anything. */
export interface AnyInteraction extends Interaction {
  request: { method: string; path: string; headers: Record<string, string[]>; query?: Record<string, string[]> };
  response: { status: number; headers: Record<string, string[]>; body: { content: Record<string, unknown> } };
}

/** The text of the committed pact. */
export function pactText(): string {
  return readFileSync(PACT_PATH, 'utf8');
}

/** A copy of the committed pact with one changed interaction. */
export function pactOf(
  description: string,
  change: (interaction: AnyInteraction) => void = () => undefined,
): PactFile & { interactions: [AnyInteraction] } {
  const pact = JSON.parse(pactText()) as { interactions: AnyInteraction[] };
  const interaction = pact.interactions.find((it) => it.description === description);
  if (interaction === undefined) throw new Error(`the pact has no interaction "${description}"`);
  change(interaction);
  return { ...pact, interactions: [interaction] };
}
