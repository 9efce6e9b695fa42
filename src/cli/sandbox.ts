import { Command, InvalidArgumentError } from 'commander';
import { InvalidInput } from '../invalid-input.js';
import type { Fault } from '../sandbox/faults/fault.js';
import type { Sandbox, SandboxOptions } from '../sandbox/sandbox.js';

interface Options {
  port: number;
  host: string;
  customers?: string;
  fault: string[];
  listFaults?: true;
}

/** `vipmp-conformance sandbox`: serves the embedded sandbox until it is stopped. */
export function sandboxCommand(): Command {
  return new Command('sandbox')
    .description('serve the embedded sandbox')
    .option('--port <number>', 'the port to listen on, 0 for any free one', portNumber, 8080)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--customers <file>', 'a JSON file with the customers to serve')
    .option(
      '--fault <name>',
      'make it wrong on purpose; may be repeated',
      (name, names: string[]) => [...names, name],
      [],
    )
    .option('--list-faults', 'list the faults and honest variations, and end')
    .action(serve);
}

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}

async function serve(options: Options): Promise<void> {
  const { faults } = await import('../sandbox/faults/catalogue.js');
  const { honestVariants } = await import('../sandbox/faults/honest.js');
  const known: readonly Fault[] = [...faults, ...honestVariants];
  if (options.listFaults === true) {
    for (const { name, describes, breaks } of known)
      console.log(`${name}\n    ${describes}\n    breaks ${breaks.join(', ') || 'nothing'}`);
    return;
  }
  const chosen = options.fault.map((name) => faultNamed(name, known));
  const { readCustomers } = await import('../sandbox/customers.js');
  const customers = options.customers === undefined ? undefined : readCustomers(options.customers);
  const { host, port } = options;
  const sandbox = await start({ host, port, faults: chosen, ...(customers === undefined ? {} : { customers }) });
  console.log(welcome(sandbox, chosen));
  await interrupted();
  await sandbox.close();
}

function faultNamed(name: string, known: readonly Fault[]): Fault {
  const fault = known.find((candidate) => candidate.name === name);
  if (fault !== undefined) return fault;
  const near = known.filter((candidate) => candidate.name.includes(name) || name.includes(candidate.name));
  const hint =
    near.length === 0
      ? '--list-faults names them all'
      : `is it ${near
          .slice(0, 3)
          .map((it) => it.name)
          .join(' or ')}?`;
  throw new InvalidInput(`--fault ${name}: there is no such fault; ${hint}`);
}

async function start(options: SandboxOptions & { host: string; port: number }): Promise<Sandbox> {
  const { startSandbox } = await import('../sandbox/sandbox.js');
  const { host, port } = options;
  try {
    return await startSandbox(options);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const complaints: Record<string, string> = {
      EADDRINUSE: `port ${port} is taken: name another with --port, or 0 for any free one`,
      EACCES: `port ${port} needs rights that this user lacks: name one above 1023 with --port`,
      EADDRNOTAVAIL: `${host} is no address of this machine: name another with --host`,
      ENOTFOUND: `${host} is no address of this machine: name another with --host`,
    };
    const complaint = complaints[code ?? ''];
    if (complaint === undefined) throw error;
    throw new InvalidInput(complaint);
  }
}

function welcome({ url, credentials, ids, customers }: Sandbox, faults: readonly Fault[]): string {
  return [
    `The embedded sandbox listens on ${url} (Ctrl-C ends it).`,
    ...faults.map(({ name, describes }) => `It is wrong on purpose: ${name} (${describes})`),
    '',
    `VIPMP_BASE_URL=${url}`,
    `VIPMP_IMS_URL=${url}`,
    `VIPMP_API_KEY=${credentials.apiKey}`,
    `VIPMP_CLIENT_SECRET=${credentials.clientSecret}`,
    `VIPMP_ACCESS_TOKEN=${credentials.accessToken}`,
    `VIPMP_CUSTOMER_ID=${ids.customer}`,
    `VIPMP_LGA_CUSTOMER_ID=${ids.lgaCustomer}`,
    `VIPMP_UNKNOWN_CUSTOMER_ID=${ids.unknownCustomer}`,
    '',
    'Customers:',
    ...customers.flatMap(({ name, describes, customer }) => [
      `  ${customer.customerId.padEnd(12)} ${name}`,
      `               ${describes}`,
    ]),
  ].join('\n');
}

/** Ends when the process is asked to. */
async function interrupted(): Promise<void> {
  await new Promise<void>((done) => process.once('SIGINT', done).once('SIGTERM', done));
}
