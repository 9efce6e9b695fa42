import type { Observation } from '../exchange/observation.js';
import type { RequirementId } from '../requirements/catalogue.js';

/** An observation, and the requirement that it speaks against. */
export type Judged = Observation & { requirement: RequirementId };

/** The findings of a requirement that are kept one by one, and the further places of which the first is kept. */
const KEPT = 20;
const PLACES = 100;

interface Kept {
  judged: Judged[];
  /** The last finding of each place, items of an array being one place. */
  places: Map<string, Judged>;
}

/** Keeps few of very many findings about one customer: the others are counted with one that has the same place. */
export class BoundedFindings {
  readonly #byRequirement = new Map<RequirementId, Kept>();

  /**
   * @param path where it is, as a path or a JSON pointer
   * @param observation is made only if it is kept
   */
  add(requirement: RequirementId, path: string, observation: () => Observation): void {
    const kept: Kept = this.#byRequirement.get(requirement) ?? { judged: [], places: new Map() };
    this.#byRequirement.set(requirement, kept);
    const place = path.replace(/\d+(?=[\]/]|$)/g, '');
    const same = kept.places.get(place);
    if (kept.judged.length < KEPT || (same === undefined && kept.places.size < PLACES)) {
      const judged = { requirement, ...observation() };
      kept.judged.push(judged);
      kept.places.set(place, judged);
    } else {
      const counted = same ?? kept.judged.at(-1);
      if (counted !== undefined) counted.count = (counted.count ?? 1) + 1;
    }
  }

  get judged(): Judged[] {
    return [...this.#byRequirement.values()].flatMap(({ judged }) => judged);
  }
}
