import { pathText } from '../exchange/json-path.js';
import { requirementNodes } from '../generated/schema-facts.js';
import type { RequirementId } from '../requirements/catalogue.js';
import { answerChecks } from './answer.js';

const nodes: Readonly<Partial<Record<string, readonly { path: readonly string[] }[]>>> = requirementNodes;

/** Why a run in which nothing shows what a requirement is about has nothing to say of it. */
export function unseen(requirement: RequirementId): string {
  const ofAnswers = answerChecks.find((check) => check.requirement === requirement);
  if (ofAnswers !== undefined) return `No response in this run has ${ofAnswers.about ?? 'what it is about'}.`;
  const path = pathText(nodes[requirement]?.[0]?.path ?? []).replaceAll('.*', '[]');
  return `No customer in this run has ${path === '' ? 'what it is about' : path}.`;
}
