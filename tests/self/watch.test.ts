import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultNamed } from '../../src/sandbox/faults/catalogue.js';
import { plantNamed, populationOf } from '../../src/sandbox/population.js';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.js';
import { runCommand, temporaryFolder, type Ended } from '../support/command.js';
import { callCommand } from '../support/in-process.js';
import { variablesOf } from '../support/variables.js';

const folder = temporaryFolder();
const page = join(folder, 'page.md');
const notified: { text: string; exitCode: number }[] = [];
let hook: Server;
/** A history belongs to an address, so all runs of the sandbox use the same one. */
let sandboxPort = 0;

beforeAll(async () => {
  hook = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      notified.push(JSON.parse(text) as (typeof notified)[number]);
      response.end();
    });
  });
  await new Promise<void>((done) => hook.listen(0, '127.0.0.1', done));
  writeFileSync(join(folder, 'ids.txt'), `${[...populationOf(400).ids()].join('\n')}\n`);
});

afterAll(() => hook.close());

/** Watches a sandbox of 400 customers. */
async function watch(
  options: SandboxOptions,
  {
    webhook = hook.address() as AddressInfo,
    args = ['--no-playwright'],
  }: { webhook?: { port: number }; args?: string[] } = {},
): Promise<Ended> {
  const sandbox: Sandbox = await startSandbox({ ...options, port: sandboxPort });
  sandboxPort = Number(new URL(sandbox.url).port);
  try {
    const env = {
      ...variablesOf(sandbox),
      VIPMP_RATE: '5000',
      VIPMP_WEBHOOK_URL: `http://127.0.0.1:${webhook.port}/secret-hook`,
      GITHUB_STEP_SUMMARY: page,
    };
    const ids = ['--ids', 'ids.txt', '--sample', '200'];
    return await runCommand(
      ['watch', '--target', 'sandbox', ...ids, '--history', 'history', '--out', 'out', ...args],
      env,
      folder,
    );
  } finally {
    await sandbox.close();
  }
}

/** Sets the clock of a sweep back by an hour. */
const CLOCK_SET_BACK = `
  if (process.argv[2] === 'sweep') {
    const Now = Date;
    globalThis.Date = class extends Now {
      constructor(...given) { given.length === 0 ? super(Now.now() - 3600000) : super(...given); }
      static now() { return Now.now() - 3600000; }
    };
  }
`;

describe('watch', () => {
  const healthy = { population: populationOf(400) };

  it('checks, sweeps a sample, and keeps both in the history', async () => {
    const { code, stdout } = await watch(healthy, { args: [] });
    expect(code).toBe(0);
    expect(existsSync(join(folder, 'out/check/playwright/index.html'))).toBe(true);
    expect(stdout).toContain('It conforms');
    expect(stdout).toContain('First watch: it conforms');
    expect(readdirSync(join(folder, 'history'))).toHaveLength(2);
    const { sweep } = JSON.parse(readFileSync(join(folder, 'out/sweep/results.json'), 'utf8')) as {
      sweep: { judged: number };
    };
    expect(sweep.judged).toBeGreaterThan(120);
    expect(sweep.judged).toBeLessThan(280);
  });

  it('says nothing if nothing changed', async () => {
    notified.length = 0;
    const { code, stdout } = await watch(healthy);
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing has changed since the last watch.');
    expect(existsSync(join(folder, 'out/digest.md'))).toBe(false);
    expect(notified).toEqual([]);
  });

  it('reports what changed: on the console, in a file, in the job summary and to the webhook', async () => {
    const population = populationOf(400, [plantNamed('undocumented-field=40')]);
    const { code, stdout, stderr } = await watch({ population, faults: [faultNamed('status-number')] });
    expect(code).toBe(1);
    const digest = readFileSync(join(folder, 'out/digest.md'), 'utf8');
    expect(digest).toMatch(
      /### Check[\s\S]*\*\*It does not conform\*\*, before: it conforms\.[\s\S]*- ✕ MUST \[customer\.status\]/,
    );
    expect(digest).toMatch(/### Sweep[\s\S]*notDocumented is new \\\(undocumented\\\): string/);
    expect(stdout).toContain(digest.trim());
    expect(readFileSync(page, 'utf8')).toContain(digest);
    expect(notified).toMatchObject([{ exitCode: 1, text: digest }]);
    expect(stdout + stderr).not.toContain('secret-hook');
  });

  it('compares across an outage, of the webhook too, with the last complete sweep', async () => {
    const population = populationOf(400, [plantNamed('undocumented-field=40')]);
    const down = { name: 'down', description: 'down', breaks: [], also: [], wire: () => ({ kind: 'reset' as const }) };
    const outage = await watch({ population, faults: [down] }, { webhook: { port: 9 } });
    expect(outage.code).toBe(3);
    expect(outage.stderr).toMatch(/VIPMP_WEBHOOK_URL could not be notified: 127\.0\.0\.1:9/);
    expect(outage.stderr).not.toContain('secret-hook');
    expect(outage.stdout).not.toContain('Nothing has changed since the sweep');
    const { code, stdout } = await watch(healthy);
    expect(code).toBe(0);
    expect(stdout).toContain('notDocumented has vanished');
  });

  it('recognizes the results of its runs if the clock is set back before one of them', async () => {
    const out = temporaryFolder();
    const { code } = await runCommand(['watch', '--out', out], {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(CLOCK_SET_BACK)}`,
    });
    expect(code).toBe(0);
    const [entry = ''] = readdirSync(join(out, 'history')).filter((name) => !name.includes('portfolio'));
    const { parts } = JSON.parse(readFileSync(join(out, 'history', entry), 'utf8')) as { parts: object };
    expect(Object.keys(parts)).toEqual(['check', 'sweep']);
  });

  it.for([
    [['--ids', 'none.txt'], {}, /--ids none.txt cannot be read/],
    [['--ids', '-'], {}, /reads its ids from a file/],
    [['--history', ''], {}, /--history is empty/],
    [['--sample', '0'], {}, /--sample/],
    [['--target', 'sandbox'], {}, /VIPMP_API_KEY/],
    [[], { VIPMP_WEBHOOK_URL: 'http://hooks.example.com/secret' }, /VIPMP_WEBHOOK_URL is plain http/],
    [[], { VIPMP_WEBHOOK_URL: 'hooks' }, /VIPMP_WEBHOOK_URL must start with https:\/\//],
  ] as const)('is one line and 2 if the call is wrong: %j', async ([args, env, complaint]) => {
    const { code, stderr, stdout } = await callCommand(['watch', ...args], env);
    expect(code).toBe(2);
    expect(stderr).toMatch(complaint);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
  });
});
