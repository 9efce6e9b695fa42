import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, InvalidArgumentError } from 'commander';
import { InvalidInput } from '../invalid-input.js';
import type { Fault } from '../sandbox/faults/fault.js';
import type { Sandbox, SandboxOptions } from '../sandbox/sandbox.js';
import { hostName, listening, portNumber } from './listening.js';

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

/** `vipmp-conformance sandbox`: serves the embedded sandbox until it is stopped. */
export function sandboxCommand(): Command {
  return new Command('sandbox')
    .description('serve the embedded sandbox')
    .option('--port <number>', 'the port to listen on, 0 for any free one', portNumber, 8080)
    .option('--host <address>', 'the address to listen on', hostName, '127.0.0.1')
    .option('--customers <file>', 'a JSON file with the customers to serve')
    .option('--population <number>', 'serve so many more customers of mixed shapes, for a sweep', populationSize)
    .option('--plant <fault=number...>', 'faults in so many customers of the population; may be repeated')
    .option('--ids <file>', 'write the ids of the population to a file, one a line')
    .option('--fault <name...>', 'make it wrong on purpose; may be repeated')
    .option('--list-faults', 'list the faults, outages and conforming variants, and end')
    .action(serve);
}

function populationSize(text: string): number {
  const size = Number(text);
  if (/^\d+$/.test(text) && size >= 1 && size <= 1_000_000_000) return size;
  throw new InvalidArgumentError('It must be a whole number from 1 to 1000000000.');
}

async function serve(options: Options): Promise<void> {
  const { port, host, customers: file, fault: names = [], listFaults } = options;
  if (listFaults === true) {
    console.log(await faultList());
    return;
  }
  // Nothing but a fault needs the catalogue, and nothing but a file needs to be read.
  const faults = names.length === 0 ? [] : await faultsNamed(names);
  const { readCustomers } = await import('../sandbox/customers.js');
  const customers = file === undefined ? {} : { customers: readCustomers(file) };
  const { startSandbox } = await import('../sandbox/sandbox.js');
  const settings = { host, port, faults, ...customers, ...(await populationFrom(options)) };
  const sandbox = await listening({ host, port }, () => startSandbox(settings));
  // Signals are listened to before anybody is told that there is something to stop.
  const stopped = interrupted();
  console.log(welcome(sandbox, faults));
  await stopped;
  await sandbox.close();
}

/** The population that the options ask for, its ids written to a file where they ask for that. */
async function populationFrom({
  population: size,
  plant = [],
  ids,
}: Options): Promise<Pick<SandboxOptions, 'population'>> {
  if (size === undefined) {
    if (plant.length === 0 && ids === undefined) return {};
    throw new InvalidInput('--plant and --ids are about a population: add --population, with its size');
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
    const { code } = error as NodeJS.ErrnoException;
    throw new InvalidInput(
      `--ids ${file} cannot be written (${code ?? 'unknown'}): name a file in a folder that can be`,
    );
  }
}

async function faultsNamed(names: readonly string[]): Promise<Fault[]> {
  const { faultNamed } = await import('../sandbox/faults/catalogue.js');
  return names.map((name) => faultNamed(name));
}

async function faultList(): Promise<string> {
  const { faults } = await import('../sandbox/faults/catalogue.js');
  const { outages } = await import('../sandbox/faults/outages.js');
  const { conformingVariants } = await import('../sandbox/faults/conforming.js');
  return [
    'Faults, each of which the requirements that it breaks must catch:',
    ...faults.map(entry),
    'Outages, in which it cannot be judged:',
    ...outages.map(entry),
    'Conforming variants:',
    ...conformingVariants.map(entry),
  ].join('\n');
}

function entry({ name, describes, breaks }: Fault): string {
  return [name, wrapped(describes), wrapped(`breaks ${breaks.join(', ') || 'nothing'}`)].join('\n');
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
    `The embedded sandbox listens on ${url} (Ctrl-C ends it).`,
    ...faults.flatMap(({ name, describes }) => [`It differs on purpose: ${name}`, wrapped(describes)]),
    '',
    ...Object.entries(variables)
      // Customers from a file need not include an agency.
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `${name}=${value}`),
    '',
    'Customers:',
    ...customers.flatMap(({ name, id, describes }) => [`  ${id.padEnd(12)} ${name}`, wrapped(describes)]),
  ].join('\n');
}

/** A sentence over as many lines as it takes, each of them indented. */
function wrapped(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line === '') lines[lines.length - 1] = `    ${word}`;
    else if (line.length + 1 + word.length > WIDTH) lines.push(`    ${word}`);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join('\n');
}

/** Ends when the process is asked to. */
async function interrupted(): Promise<void> {
  await new Promise<void>((done) => process.once('SIGINT', done).once('SIGTERM', done));
}
