import { readdirSync } from 'node:fs';
import type { RequirementId } from '../requirements/catalogue.js';
import type { Spec } from './run-specs.js';

const FOLDER = new URL('../../tests/conformance/', import.meta.url);

/** The specs of these requirements, or all if none are given, in the order in which Playwright runs them. */
export async function selectedSpecs(only: readonly RequirementId[]): Promise<readonly Spec[]> {
  const files = readdirSync(FOLDER).filter((name) => /(?<!\.d)\.[jt]s$/.test(name));
  for (const file of files.sort()) await import(new URL(file, FOLDER).href);
  const { specs } = (await import(new URL('conformance.js', FOLDER).href)) as { specs: readonly Spec[] };
  return only.length === 0 ? specs : specs.filter(({ requirements }) => requirements.some((id) => only.includes(id)));
}
