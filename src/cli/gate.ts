import { rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { endingInWords } from '../gate/ending.js';
import type { GateRequest } from '../gate/run.js';
import type { ScenarioRun } from '../gate/scenario-run.js';
import type { Scenario } from '../gate/scenarios.js';
import { TRUST_VARIABLES } from '../gate/trust/trust.js';
import { InvalidInput } from '../invalid-input.js';
import { readDeviations } from '../report/deviations.js';
import { pluralize } from '../report/wording.js';
import { wrapped } from '../report/wrapped.js';
import type { ForwardingConfiguration } from '../targets/configuration.js';
import { consumerName, mockAt, sandboxOf, scenariosNamed } from './gate-options.js';
import { withInterruption } from './interruption.js';
import { hostName, listen } from './listening.js';
import { outOption, prepareOut } from './out.js';
import { reported } from '../report/reported.js';
import { contractOption, deviationsOption, EXIT_CODES, notes, wholeNumber } from './options.js';

interface Options {
  out: string;
  scenario?: string[];
  scenarios?: true;
  listScenarios?: true;
  env?: string[];
  http?: true;
  host: string;
  port: number;
  serve?: true;
  timeout?: number;
  also?: string;
  target?: string;
  pact?: string;
  deviations?: string;
  contract?: string;
}

const WIDTH = 80;

const HELP = notes(
  `The contract is served over HTTPS at VIPMP_BASE_URL and VIPMP_IMS_URL, and VIPMP_API_KEY, VIPMP_CLIENT_SECRET, VIPMP_ACCESS_TOKEN, VIPMP_CUSTOMER_ID, VIPMP_LGA_CUSTOMER_ID and VIPMP_UNKNOWN_CUSTOMER_ID say what to send there. VIPMP_CA_FILE is the certificate to trust. Most clients find it by themselves, because ${TRUST_VARIABLES.join(', ')} are set too. VIPMP_SCENARIO is the current scenario.`,
  'Without --scenario and --scenarios, the tests run in scenario ok. If they pass, they run once more without output, while their first calls fail (scenario failures): what they send is judged, their exit code is not. --scenario ok skips that run.',
  '--env passes the same values under other names; the placeholders are {baseUrl}, {imsUrl}, {apiKey}, {clientSecret}, {accessToken}, {customerId}, {lgaCustomerId}, {unknownCustomerId}, {scenario} and {caFile}.',
  'Files in --out: index.html, results.json, junit.xml, summary.md and exchanges.har.',
  EXIT_CODES,
  'Examples:\n  vipmp-conformance gate -- npm test\n  vipmp-conformance gate --env ADOBE_URL={baseUrl} -- pytest tests/contract\n  vipmp-conformance gate --serve --port 8443 --host 0.0.0.0',
);

/** `vipmp-conformance gate`: runs a client's own tests against the contract, and judges their requests. */
export function gateCommand(): Command {
  const collect = (value: string, values: string[] = []): string[] => [...values, value];
  return new Command('gate')
    .description("run a client's tests against the contract, and judge every request they send")
    .usage('[options] -- COMMAND [ARG ...]')
    .argument('[command...]', "the command that runs the client's tests, after --")
    .option('--out <folder>', 'where to write the report', join('reports', 'gate'))
    .option(
      '--scenario <name>',
      'how the server answers; may be repeated (default: ok, see below). The tests must read VIPMP_SCENARIO',
      collect,
    )
    .addOption(
      new Option('--scenarios', 'run all scenarios, one after another. The tests must read VIPMP_SCENARIO').conflicts(
        'scenario',
      ),
    )
    .option('--list-scenarios', 'list the scenarios and what a client should do in each, and exit')
    .option('--timeout <seconds>', 'the time limit for the tests in each scenario', wholeNumber(1, 2_000_000))
    .option('--env <NAME=VALUE>', 'set a variable for the command; may be repeated', collect)
    .option('--http', 'serve plain HTTP, for a client that cannot trust a certificate')
    .option('--port <number>', 'the port to listen on, 0 for any free one', wholeNumber(0, 65_535), 0)
    .option('--host <address>', 'the address to listen on', hostName, '127.0.0.1')
    .option('--serve', 'run no command: serve until SIGINT or SIGTERM, then judge')
    .option('--target <name>', "sandbox: forward requests to Adobe's sandbox, with the client's credentials")
    .option('--pact <consumer>', 'write a pact of the calls that follow the contract, for a broker', consumerName)
    .option('--also <url>', 'forward requests for other endpoints to your own mock')
    .addOption(deviationsOption())
    .addOption(contractOption())
    .addHelpText('after', HELP)
    .action(async (command: string[], options: Options) => {
      process.exitCode = await gate(command, options);
    });
}

async function gate([name, ...args]: string[], options: Options): Promise<number> {
  const { rehearsal, scenarios } = await import('../gate/scenarios.js');
  const known = [...scenarios, rehearsal];
  if (options.listScenarios === true) {
    process.stdout.write(listOf(known));
    return 0;
  }
  if (options.serve === true && name !== undefined) {
    throw new InvalidInput(`--serve runs no command, but there is ${name}: leave one of them out`);
  }
  if (options.serve !== true && name === undefined) {
    throw new InvalidInput("gate needs a command: name the client's tests after --, as in gate -- pytest");
  }
  const chosen = options.scenarios === true ? scenarios : scenariosNamed(options.scenario ?? ['ok'], known);
  if (options.serve === true && chosen.length > 1) {
    throw new InvalidInput('--serve serves one scenario: choose it with --scenario');
  }
  const sandbox = sandboxOf(options);
  const { templateOf } = await import('../gate/environment.js');
  const templates = (options.env ?? []).map(templateOf);
  const isPlain = options.scenarios === undefined && options.scenario === undefined;
  const isRehearsed = isPlain && options.serve === undefined && sandbox === undefined;
  const also = options.also === undefined ? undefined : mockAt(options.also);
  const deviations = await readDeviations(process.cwd(), options.deviations);
  const out = resolve(outOption(options.out));
  prepareOut(out, 'gate');

  const { runGate } = await import('../gate/run.js');
  const { gateResults } = await import('../gate/results.js');
  const { host, port } = options;
  const serve = await serverOf(sandbox);
  const startedAt = new Date();
  const runs = await withInterruption((interruption) =>
    listen({ host, port }, () =>
      runGate({
        ...{ host, port, also, serve, scenarios: chosen, templates, environment: process.env, interruption },
        command: name === undefined ? undefined : [name, ...args],
        rehearsal: isRehearsed ? rehearsal : undefined,
        timeoutMs: options.timeout === undefined ? undefined : options.timeout * 1000,
        trustFolder: options.http === true ? undefined : join(out, 'trust'),
        onStart: (scenario, variables) =>
          console.log(
            options.serve === true
              ? served(variables)
              : started(scenario, isRehearsed && scenario === rehearsal, sandbox),
          ),
        onEnd: printEnding,
      }),
    ),
  );
  const exitCode = await reported(out, gateResults(runs, startedAt, deviations, options.contract));
  if (options.pact !== undefined) await writePact(out, options.pact, runs);
  return exitCode;
}

function listOf(scenarios: readonly Scenario[]): string {
  return scenarios
    .flatMap(({ name, description, advice }) => [
      name,
      ...wrapped(`    ${description}`, WIDTH, '    '),
      ...wrapped(`    The client should ${advice}.`, WIDTH, '    '),
    ])
    .join('\n')
    .concat('\n');
}

function started(
  { name, description }: Scenario,
  isRehearsal: boolean,
  sandbox: ForwardingConfiguration | undefined,
): string {
  if (sandbox !== undefined) return `requests for customers and tokens are forwarded to ${sandbox.baseUrl}`;
  const aim = isRehearsal ? '; only what your tests send counts, and their output is not shown' : '';
  return wrapped(`scenario ${name}: ${description}${aim}`, WIDTH, '  ').join('\n');
}

function served(variables: Readonly<Record<string, string>>): string {
  return [
    `The gate serves at ${variables['VIPMP_BASE_URL'] ?? ''} until Ctrl-C (SIGINT) or SIGTERM, and then judges.`,
    '',
    ...Object.entries(variables).map(([name, value]) => `${name}=${value}`),
  ].join('\n');
}

async function serverOf(sandbox: ForwardingConfiguration | undefined): Promise<GateRequest['serve']> {
  if (sandbox === undefined) return (await import('../gate/contract-server.js')).startContractServer;
  const { startForwardingServer } = await import('../gate/forwarding/forwarding-server.js');
  return (_scenario, serving) => startForwardingServer(sandbox, serving);
}

/** Writes the file of `--pact`. Without interactions, it writes none and removes that of an earlier run. */
async function writePact(out: string, consumer: string, runs: readonly ScenarioRun[]): Promise<void> {
  const { pactFile, pactOf } = await import('../gate/pact.js');
  const { writeWhole } = await import('../report/atomic-write.js');
  const file = join(out, pactFile(consumer));
  const pact = pactOf(consumer, runs);
  if (pact.interactions.length > 0) await writeWhole(file, `${JSON.stringify(pact, null, 2)}\n`);
  else rmSync(file, { force: true });
  const shown = relative(process.cwd(), file);
  console.log(
    pact.interactions.length === 0
      ? 'Pact: none, because no call followed the contract'
      : `Pact: ${shown} (${pluralize(pact.interactions.length, 'interaction')})`,
  );
}

function printEnding({ scenario, ending, rehearsal, conversation }: ScenarioRun): void {
  if (ending === undefined) return;
  const ended = rehearsal === true && ending.kind !== 'stopped' ? '' : `${endingInWords(ending)}, `;
  console.log(`scenario ${scenario.name}: ${ended}${pluralize(conversation.requests.length, 'request')}\n`);
}
