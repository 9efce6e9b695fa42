import { plantNamed, populationOf, type Plant, type Population } from '../../src/sandbox/population.js';

/** Twelve kinds of drift, each planted in a different number of customers. */
const KINDS = [
  'undocumented-field',
  'undocumented-field-inside',
  'status-unlisted',
  'tag-unlisted',
  'discounts-missing',
  'coterm-date-null',
  'benefits-null',
  'creation-date-without-zone',
  'global-sales-string',
  'reseller-id-long',
  'self-uri-of-another',
  'lga-group-elsewhere',
] as const;

/** A population with drift planted in it. */
export interface PlantedPopulation {
  population: Population;
  ids: string[];
  /** The expected number of findings per requirement, in addition to those of the shapes themselves. */
  planted: Map<string, number>;
}

/** A population of a given size with twelve kinds of planted drift. */
export function plantedPopulation(size: number): PlantedPopulation {
  const plants: Plant[] = KINDS.map((name, index) => plantNamed(`${name}=${index + 5}`));
  const planted = new Map<string, number>();
  for (const { fault, count } of plants) {
    for (const requirement of fault.breaks) planted.set(requirement, (planted.get(requirement) ?? 0) + count);
  }
  const population = populationOf(size, plants);
  return { population, ids: [...population.ids()], planted };
}

/** The number of findings per requirement. */
export function countedByRequirement(findings: readonly { requirement: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { requirement } of findings) counts.set(requirement, (counts.get(requirement) ?? 0) + 1);
  return counts;
}
