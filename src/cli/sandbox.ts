import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import { errorCode, InvalidInput } from '../invalid-input.js';
import { wrapped } from '../report/wrapped.js';
import type { Fault } from '../sandbox/faults/fault.js';
import type { Sandbox, SandboxOptions } from '../sandbox/sandbox.js';
import { interrupted } from './interruption.js';
import { hostName, listen } from './listening.js';
import { notes, wholeNumber } from './options.js';

interface Options {
  port: number;
  host: string;
  customers?: string;
  population?: number;
  plant?: string[];
  ids?: string;
  fault?: string[];
  listFaults?: true;
}

const WIDTH = 80;

const HELP = notes(
  'It prints the variables (VIPMP_BASE_URL, VIPMP_API_KEY and so on) that point check --target sandbox, sweep or a client at it. Nothing is written, and no network is needed.',
  'Example: vipmp-conformance sandbox --fault market-segment-unlisted',
);

/** `vipmp-conformance sandbox`: serves the embedded sandbox until it is stopped. */
export function sandboxCommand(): Command {
  return new Command('sandbox')
    .description('serve the embedded sandbox')
    .option('--port <number>', 'the port to listen on, 0 for any free one', wholeNumber(0, 65_535), 8080)
    .option('--host <address>', 'the address to listen on', hostName, '127.0.0.1')
    .option('--customers <file>', 'a JSON file with the customers to serve')
    .option('--population <number>', 'also serve N generated customers, for a sweep', wholeNumber(1, 1_000_000_000))
    .option('--plant <fault=number...>', 'inject a fault into N of the generated customers; may be repeated')
    .option('--ids <file>', 'write the ids of the generated customers to a file, one per line')
    .option('--fault <name...>', 'inject a fault; may be repeated')
    .option('--list-faults', 'list the faults, outages and conforming variants, and exit')
    .addHelpText('after', HELP)
    .action(serve);
}

async function serve(options: Options): Promise<void> {
  const { port, host, customers: file, fault: names = [], listFaults } = options;
  if (listFaults === true) {
    console.log(await faultList());
    return;
  }
  const faults = names.length === 0 ? [] : await faultsNamed(names);
  const { readCustomers } = await import('../sandbox/customers.js');
  const customers = file === undefined ? {} : { customers: readCustomers(file) };
  const { startSandbox } = await import('../sandbox/sandbox.js');
  const settings = { host, port, faults, ...customers, ...(await populationFrom(options)) };
  const sandbox = await listen({ host, port }, () => startSandbox(settings));
  // The handlers are set before the message that mentions Ctrl-C.
  const stopped = interrupted();
  console.log(welcome(sandbox, faults));
  await stopped;
  await sandbox.close();
}

/** The generated customers; writes their ids to the file in --ids, if any. */
async function populationFrom({
  population: size,
  plant = [],
  ids,
}: Options): Promise<Pick<SandboxOptions, 'population'>> {
  if (size === undefined) {
    if (plant.length === 0 && ids === undefined) return {};
    throw new InvalidInput('--plant and --ids need generated customers: add --population with their number');
  }
  const { plantNamed, populationOf } = await import('../sandbox/population.js');
  const population = populationOf(size, plant.map(plantNamed));
  if (ids !== undefined) await writeIds(ids, population.ids());
  return { population };
}

async function writeIds(file: string, ids: Iterable<string>): Promise<void> {
  try {
    await pipeline(
      Readable.from(ids).map((id: string) => `${id}\n`),
      createWriteStream(file),
    );
  } catch (error) {
    throw new InvalidInput(`--ids ${file} cannot be written (${errorCode(error)}): name a file in a writable folder`);
  }
}

async function faultsNamed(names: readonly string[]): Promise<Fault[]> {
  const { faultNamed } = await import('../sandbox/faults/catalogue.js');
  return names.map((name) => faultNamed(name));
}

async function faultList(): Promise<string> {
  const { conformingVariants, faults } = await import('../sandbox/faults/catalogue.js');
  const { outages } = await import('../sandbox/faults/outages.js');
  return [
    'Faults, with the requirements that each violates:',
    ...faults.map(entry),
    'Outages, during which a check is inconclusive:',
    ...outages.map(entry),
    'Conforming variants, which must pass:',
    ...conformingVariants.map(entry),
  ].join('\n');
}

function entry({ name, description, breaks }: Fault): string {
  return [
    name,
    indented(description),
    indented(breaks.length === 0 ? 'violates nothing' : `violates ${breaks.join(', ')}`),
  ].join('\n');
}

function welcome({ url, credentials, ids, customers }: Sandbox, faults: readonly Fault[]): string {
  const variables = {
    VIPMP_BASE_URL: url,
    VIPMP_IMS_URL: url,
    VIPMP_API_KEY: credentials.apiKey,
    VIPMP_CLIENT_SECRET: credentials.clientSecret,
    VIPMP_ACCESS_TOKEN: credentials.accessToken,
    VIPMP_CUSTOMER_ID: ids.customer,
    VIPMP_LGA_CUSTOMER_ID: ids.lgaCustomer,
    VIPMP_UNKNOWN_CUSTOMER_ID: ids.unknownCustomer,
  };
  return [
    `The embedded sandbox listens on ${url} (Ctrl-C stops it).`,
    ...faults.flatMap(({ name, description }) => [`Injected fault: ${name}`, indented(description)]),
    '',
    ...Object.entries(variables)
      // Customers from a file need not include an agency.
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `${name}=${value}`),
    '',
    'Customers:',
    ...customers.flatMap(({ name, id, description }) => [`  ${id.padEnd(12)} ${name}`, indented(description)]),
  ].join('\n');
}

/** Wraps a sentence, and indents each line. */
function indented(text: string): string {
  return wrapped(`    ${text}`, WIDTH, '    ').join('\n');
}
