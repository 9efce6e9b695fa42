import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../report/atomic-write.js';
import type { IdList } from './ids.js';
import type { SweptFolder } from './merge.js';
import type { QueueProgress } from './queue.js';
import { UNJUDGED, type Unjudged } from './unjudged.js';

/** The name of the file with the customers that could not be judged. */
export const UNJUDGED_FILE = 'unjudged.csv';

const HEADING = 'line,customer,reason\n';

const REASONS: Readonly<Record<Unjudged, string>> = {
  unknown: 'answered 404',
  refused: 'refused to these credentials',
  limited: 'answered 429 each time',
  unreadable: 'answered beyond what this suite can read',
};

/**
 * Writes which customers of a list could not be judged: the line of each, its pseudonym, and why.
 *
 * @throws ReportNotWritten if that cannot be done
 */
export async function writeUnjudged(
  folder: string,
  list: IdList,
  { unjudged, missing }: QueueProgress,
  pseudonymOf: (id: string) => string,
): Promise<void> {
  const reasons = new Map<number, string>(missing.map((place) => [place, REASONS.unknown]));
  for (const why of UNJUDGED) for (const place of unjudged[why]) reasons.set(place, REASONS[why]);
  let text = HEADING;
  let place = 0;
  // Most lists have no customer to write down, and need not be read again.
  if (reasons.size > 0) {
    for await (const { id, line } of list.entries()) {
      const reason = reasons.get(place);
      if (reason !== undefined) text += `${line ?? ''},${pseudonymOf(id)},${reason}\n`;
      place += 1;
    }
  }
  await writeWhole(join(folder, UNJUDGED_FILE), text);
}

/**
 * Writes the customers that several sweeps could not judge as those of one.
 *
 * @throws ReportNotWritten if that cannot be done
 */
export async function mergeUnjudged(swept: readonly SweptFolder[], out: string): Promise<void> {
  const texts = swept.map(({ folder }) => {
    const file = join(folder, UNJUDGED_FILE);
    return existsSync(file) ? readFileSync(file, 'utf8').replace(HEADING, '') : '';
  });
  await writeWhole(join(out, UNJUDGED_FILE), HEADING + texts.join(''));
}
