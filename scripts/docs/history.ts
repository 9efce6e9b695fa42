/**
 * Replays the history of the documentation to find the commits that would have raised an alarm.
 *
 *     npm run docs:history -- CLONE [--since 2025-01-01]
 *
 * Prints each alarm with its requirements, then the figures for the README.
 */
import { parseArgs } from 'node:util';
import { compareRevisions, requirementsIn } from '../../src/docs/compare.js';
import { DocumentationRepository } from '../../src/docs/repository.js';
import { git } from '../../src/git.js';
import { reviewed } from '../../src/generated/sources.js';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { since: { type: 'string', default: '2025-01-01' } },
});
const [folder] = positionals;
if (folder === undefined) throw new Error('usage: npm run docs:history -- CLONE [--since DAY]');

const repository = await DocumentationRepository.open(folder);
const known = await repository.revision(reviewed.revision);
if (known === undefined) throw new Error(`${folder} does not have ${reviewed.revision}: fetch it`);
const range = [`--since=${values.since}`, '--reverse', '--format=%H %s', known.commit];
const commits = ((await git(folder, 'log', ...range, '--', 'src/pages/docs')) ?? '').trim().split('\n');
let alarms = 0;
let substantial = 0;
for (const line of commits) {
  const [commit, subject] = [line.slice(0, 40), line.slice(41)] as const;
  const from = await repository.revision(`${commit}^`);
  const to = await repository.revision(commit);
  if (from === undefined || to === undefined) throw new Error(`${commit} has no parent in this clone`);
  const { changes } = await compareRevisions(repository, { from, to, known });
  if (changes.length === 0) continue;
  const isSubstance = changes.some((change) => change.isSubstance);
  alarms += 1;
  if (isSubstance) substantial += 1;
  const ids = requirementsIn(changes);
  console.log(
    `${commit.slice(0, 8)} ${to.day} ${isSubstance ? 'substance' : 'wording  '} ${subject}\n  ${ids.join(' ')}`,
  );
}
console.log(`${commits.length} commits touch the pages; ${alarms} raise an alarm, ${substantial} of them substantive.`);
