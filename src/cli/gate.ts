import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { endingInWords } from '../gate/ending.js';
import type { ScenarioRun } from '../gate/judge.js';
import type { Scenario } from '../gate/scenarios.js';
import { InvalidInput } from '../invalid-input.js';
import { readDeviations } from '../report/deviations.js';
import { counted } from '../report/wording.js';
import { deviationsOption } from './deviations-option.js';
import { uninterrupted } from './interruption.js';
import { outOption, prepareOut } from './out.js';
import { reported } from '../report/reported.js';

interface Options {
  out: string;
  scenario?: string[];
  scenarios?: true;
  listScenarios?: true;
  env?: string[];
  deviations?: string;
}

const HELP = `
The command finds the contract at VIPMP_BASE_URL and VIPMP_IMS_URL, and what to send there in
VIPMP_API_KEY, VIPMP_CLIENT_SECRET, VIPMP_ACCESS_TOKEN, VIPMP_CUSTOMER_ID, VIPMP_LGA_CUSTOMER_ID and
VIPMP_UNKNOWN_CUSTOMER_ID. --env gives it the same under names of its own; there are {baseUrl}, {imsUrl},
{apiKey}, {clientSecret}, {accessToken}, {customerId}, {lgaCustomerId} and {unknownCustomerId}.

Example: vipmp-conformance gate --scenarios --env ADOBE_API_BASE_URL={baseUrl} -- pytest tests/contract`;

/** `vipmp-conformance gate`: runs a client's own tests against the contract, and judges what they send. */
export function gateCommand(): Command {
  const collect = (value: string, values: string[] = []): string[] => [...values, value];
  return new Command('gate')
    .description("run a client's own tests against the contract, and judge every request that they send")
    .usage('[options] -- COMMAND [ARG ...]')
    .argument('[command...]', "the client's own tests, behind --")
    .option('--out <folder>', 'where to write the report', join('reports', 'gate'))
    .option('--scenario <name>', 'how the server answers; may be repeated (default: ok)', collect)
    .addOption(new Option('--scenarios', 'all scenarios, one after another').conflicts('scenario'))
    .option('--list-scenarios', 'list the scenarios, and end')
    .option('--env <NAME=VALUE>', "a variable of the command's own; may be repeated", collect)
    .addOption(deviationsOption())
    .addHelpText('after', HELP)
    .action(async (command: string[], options: Options) => {
      process.exitCode = await gate(command, options);
    });
}

async function gate([name, ...args]: string[], options: Options): Promise<number> {
  const { scenarios } = await import('../gate/scenarios.js');
  if (options.listScenarios === true) {
    for (const scenario of scenarios) console.log(`${scenario.name}\n    ${scenario.describes}`);
    return 0;
  }
  if (name === undefined) {
    throw new InvalidInput("gate has no command: name the client's own tests behind --, as in gate -- pytest");
  }
  const chosen = options.scenarios === true ? scenarios : scenariosNamed(options.scenario ?? ['ok'], scenarios);
  const { templateOf } = await import('../gate/environment.js');
  const templates = (options.env ?? []).map(templateOf);
  const deviations = readDeviations(process.cwd(), options.deviations);
  const out = resolve(outOption(options.out));
  prepareOut(out, 'gate');

  const { runGate } = await import('../gate/run.js');
  const { gateResults } = await import('../gate/results.js');
  // A reader of the console that goes away must not end the gate: the command would outlive it.
  process.stdout.on('error', () => undefined);
  const run = await uninterrupted((interruption) =>
    runGate({
      command: [name, ...args],
      scenarios: chosen,
      templates,
      environment: process.env,
      interruption,
      onStart: ({ name, describes }) => console.log(`scenario ${name}: ${describes}`),
      onEnd: sayEnding,
    }),
  );
  return reported(out, gateResults(run, deviations));
}

/** The scenarios of given names, each once. */
function scenariosNamed(names: readonly string[], known: readonly Scenario[]): Scenario[] {
  return [...new Set(names)].map((name) => {
    const scenario = known.find((candidate) => candidate.name === name);
    if (scenario !== undefined) return scenario;
    const near = known.filter((candidate) => candidate.name.includes(name) || name.includes(candidate.name));
    const hint = (near.length === 0 ? known : near).map((candidate) => candidate.name).join(', ');
    throw new InvalidInput(`--scenario ${name}: there is no such scenario; there is ${hint}`);
  });
}

function sayEnding({ scenario, ending, conversation }: ScenarioRun): void {
  if (ending === undefined) return;
  console.log(
    `scenario ${scenario.name}: ${endingInWords(ending)}, ${counted(conversation.requests.length, 'request')}\n`,
  );
}
