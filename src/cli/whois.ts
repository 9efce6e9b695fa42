import { Command } from 'commander';
import { Pseudonyms } from '../exchange/pseudonym.js';
import { InvalidInput } from '../invalid-input.js';
import { idsFrom } from '../sweep/ids.js';
import { TARGETS, targetName } from '../targets/configuration.js';
import { readEnvironment } from '../targets/environment.js';
import { notes } from './options.js';

const HELP = notes(
  'Reports identify customers by pseudonym. This command computes the pseudonym of each id in the list and prints the ids that match, so it needs the VIPMP_PSEUDONYM_KEY of the run that wrote the report: from the environment, or from .env or .env.<target>. Nothing is sent, and nothing is written to a file.',
  'Exit codes: 0 every pseudonym was found, 2 one was not, or the call is wrong.',
  'Example: vipmp-conformance whois customer-3f0a9c1be2d4 --ids customers.csv',
);

interface Options {
  ids: string;
  target?: string;
}

/** `vipmp-conformance whois`: prints the customer ids behind pseudonyms, on this machine only. */
export function whoisCommand(): Command {
  return new Command('whois')
    .description('print the customer ids behind pseudonyms, on this machine only')
    .argument('<pseudonym...>', 'as the report shows them, such as customer-3f0a9c1be2d4')
    .requiredOption('--ids <file>', 'the list of customer ids, or - for standard input')
    .option('--target <name>', "use only this target's key (default: any)")
    .addHelpText('after', HELP)
    .action(async (pseudonyms: string[], options: Options) => {
      await whois(pseudonyms, options);
    });
}

/** @throws InvalidInput if the key is missing, or a pseudonym is malformed or matches no id of the list */
async function whois(pseudonyms: readonly string[], { ids, target }: Options): Promise<void> {
  const wanted = new Set(pseudonyms);
  for (const pseudonym of wanted) {
    if (!/^customer-[0-9a-f]{12}$/.test(pseudonym)) {
      throw new InvalidInput(`${pseudonym} is not a pseudonym: expected customer- and 12 hexadecimal digits`);
    }
  }
  const keys = pseudonymKeys(target, process.cwd());
  if (keys.length === 0) {
    throw new InvalidInput(
      'VIPMP_PSEUDONYM_KEY is not set: set it to the key of the run that wrote the report; a run without one uses a random key, and its pseudonyms cannot be resolved',
    );
  }
  const known = keys.map((key) => new Pseudonyms(key));
  for await (const id of (await idsFrom(ids, process.stdin)).read()) {
    for (const pseudonym of known.map((pseudonyms) => pseudonyms.of(id))) {
      if (wanted.delete(pseudonym)) process.stdout.write(`${pseudonym} ${id}\n`);
    }
    if (wanted.size === 0) return;
  }
  throw new InvalidInput(
    `${[...wanted].join(', ')}: no id in ${ids} has this pseudonym with VIPMP_PSEUDONYM_KEY; check the key and the list`,
  );
}

/** The distinct keys of a target, or of all targets if none is named: a pseudonym does not show its target. */
function pseudonymKeys(target: string | undefined, folder: string): string[] {
  const targets = target === undefined ? TARGETS : [targetName(target, folder, process.env)];
  const keys = targets.map((name) => readEnvironment(folder, name, process.env)('VIPMP_PSEUDONYM_KEY'));
  return [...new Set(keys.filter((key) => key !== undefined))];
}
