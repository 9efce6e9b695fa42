import { nodePath } from '../exchange/json-path.js';
import { requirementNodes } from '../generated/schema-facts.js';
import type { RequirementId } from '../requirements/catalogue.js';
import { answerChecks } from './answer.js';

/** Why a requirement does not apply to a run: nothing in the run has the data that it covers. */
export function unseen(requirement: RequirementId): string {
  const ofAnswers = answerChecks.find((check) => check.requirement === requirement);
  if (ofAnswers !== undefined) return `No response in this run has ${ofAnswers.about ?? 'data for this requirement'}.`;
  const path = nodePath(requirementNodes[requirement]?.[0]?.path ?? []);
  return `No customer in this run has ${path === '' ? 'data for this requirement' : path}.`;
}
