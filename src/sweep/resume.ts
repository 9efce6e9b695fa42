import { InvalidInput } from '../invalid-input.js';
import { freshState, isSameTarget, readState, type SweepState } from './state.js';
import { Summation } from './sums.js';

/**
 * The state to begin with: with `--resume` that of the sweep in the folder, if there is one.
 *
 * @throws InvalidInput if that sweep was about something else
 */
export function resumedState(
  out: string,
  resume: boolean,
  about: Pick<SweepState, 'run' | 'target' | 'total' | 'shard'>,
): SweepState {
  const earlier = resume ? readState(out, `--resume ${out}`) : undefined;
  if (earlier === undefined) {
    return freshState({ ...about, startedAt: new Date().toISOString() }, new Summation().sums);
  }
  const differs = differenceOf(earlier, about);
  if (differs === undefined) return { ...earlier, target: about.target, total: about.total };
  throw new InvalidInput(
    `--resume ${out}: the interrupted sweep had another ${differs}: give the same, or leave --resume out`,
  );
}

function differenceOf(earlier: SweepState, now: Pick<SweepState, 'target' | 'shard'>): string | undefined {
  if (!isSameTarget(earlier.target, now.target)) return 'target';
  const sameShard = earlier.shard?.index === now.shard?.index && earlier.shard?.count === now.shard?.count;
  return sameShard ? undefined : '--shard';
}
