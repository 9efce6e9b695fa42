/** No command writes or prints a secret or personal value, however the run ends. */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../src/sandbox/faults/fault.js';
import { faultNamed } from '../../src/sandbox/faults/catalogue.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import { playwrightReport, unzipped } from '../support/archive.js';
import { runCommand, runScript, temporaryFolder, type Ended } from '../support/command.js';
import { callCommand } from '../support/in-process.js';
import { variablesOf } from '../support/variables.js';

/** Personal values that a provider puts in the wrong fields. */
const STRAY = 'Jane Doe, 12 Elm Street';

const PERSONAL = [
  'Jane Doe',
  'Elm Street',
  'jane@doe',
  'Fairmont',
  'mickey@mouse.com',
  '800-123-4567',
  '200 Fairmont Ave',
  'Lindqvist',
  'teo.lindqvist',
];

/** An answer that echoes the request in several encodings, as a careless provider might. */
const echo: Fault = {
  name: 'echo',
  description: 'errors repeat the credentials and the customer',
  breaks: [],
  also: [],
  answer: (answer, { headers }) =>
    answer.status < 400
      ? answer
      : {
          ...answer,
          headers: {
            ...answer.headers,
            'x-debug': headers['authorization'] ?? '',
            location: `/x?key=${headers['x-api-key'] ?? ''}`,
          },
          body: {
            ...(answer.body as object),
            message: `${headers['authorization'] ?? ''} ${Buffer.from(`${headers['x-api-key'] ?? ''}:Fairmont`).toString('base64')} for mickey%40mouse.com`,
            additionalDetails: [encodeURIComponent('200 Fairmont Ave'), JSON.stringify({ name: 'Fairmont' })],
          },
        },
};

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ faults: [echo, faultNamed('status-number'), faultNamed('code-of-key')] });
});
afterAll(() => sandbox.close());

function leaksIn(cwd: string, { stdout, stderr }: Ended): string[] {
  const files = readdirSync(cwd, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.sh'))
    .flatMap(({ parentPath, name }) => {
      const text = readFileSync(join(parentPath, name), 'latin1');
      // Playwright's report has its data in an archive.
      return basename(parentPath) === 'playwright' ? [text, playwrightReport(dirname(parentPath))] : [text];
    });
  const everything = [stdout, stderr, ...files].join('\n');
  const { apiKey, accessToken, clientSecret } = sandbox.credentials;
  const cut = [accessToken, apiKey].map((secret) => secret.slice(0, Math.floor(secret.length * 0.75)));
  return [apiKey, accessToken, clientSecret, ...cut, ...PERSONAL].filter((secret) =>
    [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64').replace(/=+$/, '')].some((form) =>
      everything.includes(form),
    ),
  );
}

describe('check leaks nothing', () => {
  const PLAIN = ['--no-playwright'];
  const rows: [name: string, env: Record<string, string>, code: number, mode: string[]][] = [
    ['on a provider that repeats what it was sent', {}, 1, PLAIN],
    ['on such a provider, in the report of Playwright either', {}, 0, ['--only', 'error.code-unknown-customer']],
    ['with a token that was given', { VIPMP_ACCESS_TOKEN: 'sandbox-access-token-for-tests-only' }, 1, PLAIN],
    ['if IMS refuses the secret', { VIPMP_API_KEY: 'sandbox-api-key-of-nobody' }, 3, PLAIN],
    ['if the port is closed', { VIPMP_BASE_URL: 'http://127.0.0.1:1' }, 3, []],
    ['if a variable is wrong', { VIPMP_TIMEOUT_MS: 'soon' }, 2, PLAIN],
  ];

  it.each(rows)('%s', async (_name, env, code, mode) => {
    const cwd = temporaryFolder();
    const args = ['check', '--target', 'sandbox', ...mode];
    const ended = await runCommand(args, { ...variablesOf(sandbox), ...env }, cwd);
    expect(ended.code).toBe(code);
    expect(leaksIn(cwd, ended)).toEqual([]);
  });
});

it('Playwright leaks nothing into its traces', async () => {
  // A failed test ends its worker, and the next worker does not know the customer in the answer.
  const answer: Fault['answer'] = (proper) =>
    proper.status === 403 ? { ...proper, body: { code: '4116', message: '200 Fairmont Ave' } } : proper;
  const careless = await startSandbox({ faults: [{ ...echo, answer }] });
  const cwd = temporaryFolder();
  const cli = fileURLToPath(new URL('../../node_modules/@playwright/test/cli.js', import.meta.url));
  const config = fileURLToPath(new URL('../../playwright.config.ts', import.meta.url));
  const args = [
    'test',
    '--config',
    config,
    '--project',
    'sandbox',
    '--trace',
    'on',
    '--grep',
    '200: the known|403: (an invalid|no) X-Api-Key',
  ];
  const ended = await runScript([cli, ...args], { ...variablesOf(careless), VIPMP_TARGET: 'sandbox' }, cwd);
  await careless.close();
  expect(ended.code).toBe(1);
  const archives = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.zip'));
  const traces = archives.map((name) => unzipped(readFileSync(join(cwd, name)))).join('\n');
  expect(traces).toContain(': known customer, answered 200');
  expect(leaksIn(cwd, { ...ended, stdout: ended.stdout + traces })).toEqual([]);
});

describe('sweep leaks nothing', () => {
  it('of values in the wrong fields', async () => {
    const stray: Fault = {
      name: 'stray',
      description: 'customers have a name and an address for a status, a tag, and a field of their own',
      breaks: [],
      also: [],
      answer: (answer) =>
        answer.status !== 200
          ? answer
          : {
              ...answer,
              body: { ...(answer.body as object), status: STRAY, tags: [STRAY], 'jane@doe.example': STRAY },
            },
    };
    const provider = await startSandbox({ faults: [stray] });
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'ids.txt'), `${provider.customers.map(({ id }) => id).join('\n')}\n`);
    const ended = await callCommand(['sweep', '--target', 'sandbox', '--ids', 'ids.txt'], variablesOf(provider), cwd);
    const drift = await callCommand(['drift', 'reports/sweep-sandbox'], {}, cwd);
    await provider.close();
    expect(ended.code).toBe(1);
    rmSync(join(cwd, 'ids.txt'));
    expect(leaksIn(cwd, { ...ended, stdout: ended.stdout + drift.stdout })).toEqual([]);
  });
});

describe('gate leaks nothing', () => {
  it('of a client that sends its secrets everywhere', async () => {
    const cwd = temporaryFolder();
    writeFileSync(
      join(cwd, 'client.sh'),
      `curl -s -o /dev/null "$VIPMP_BASE_URL/v3/customers/$VIPMP_CUSTOMER_ID?token=$VIPMP_ACCESS_TOKEN" \\
        -H "Authorization: Bearer $VIPMP_ACCESS_TOKEN" -H "X-Api-Key: $VIPMP_API_KEY" -H "Cookie: s=$VIPMP_CLIENT_SECRET"\n`,
    );
    const ended = await runCommand(['gate', '--', 'bash', 'client.sh'], {}, cwd);
    expect(ended.code).toBe(1);
    expect(leaksIn(cwd, ended)).toEqual([]);
  });
});
