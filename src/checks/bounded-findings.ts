import { remembered } from '../remembered.js';
import type { Observation } from '../exchange/observation.js';
import type { RequirementId } from '../requirements/catalogue.js';

/** An observation, and the requirement it violates. */
export type Judged = Observation & { requirement: RequirementId };

/** Findings kept per requirement; beyond these, the first finding of each new place is kept, for so many places. */
const KEPT = 20;
const PLACES = 100;

interface Kept {
  judged: Judged[];
  /** The last finding at each place; all items of an array are one place. */
  places: Map<string, Judged>;
}

/** Keeps a bounded number of findings about one customer; the rest are counted with one at the same place. */
export class BoundedFindings {
  readonly #byRequirement = new Map<RequirementId, Kept>();

  /**
   * @param path the place, as a path or a JSON pointer
   * @param observation called only if the finding is kept
   */
  add(requirement: RequirementId, path: string, observation: () => Observation): void {
    const kept = remembered(this.#byRequirement, requirement, () => ({ judged: [], places: new Map() }));
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
