import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Results } from '../../src/report/results.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import { faults } from '../../src/sandbox/faults/catalogue.js';
import { runCommand, startCommand, temporaryFolder, type Ended } from '../support/command.js';
import { callCommand } from '../support/in-process.js';
import { variablesOf } from '../support/variables.js';

let sandbox: Sandbox;
let broken: Sandbox;
let requests = 0;

beforeAll(async () => {
  const count = {
    name: 'count',
    description: 'counts',
    breaks: [],
    also: [],
    wire: () => ((requests += 1), undefined),
  };
  sandbox = await startSandbox({ faults: [count] });
  broken = await startSandbox({
    faults: faults.filter(({ name }) => name === 'status-number' || name === 'code-of-key'),
  });
});

afterAll(async () => {
  await sandbox.close();
  await broken.close();
});

function resultsIn(out: string): Results {
  return JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as Results;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('check', () => {
  it("passes the embedded sandbox without variables, and writes only below --out, whatever the user's Playwright settings", async () => {
    const cwd = temporaryFolder();
    const env = { PLAYWRIGHT_HTML_OUTPUT_DIR: 'elsewhere', PLAYWRIGHT_LAST_RUN_OUTPUT_FILE: 'last.json' };
    const { code, stdout, stderr } = await runCommand(['check', '--out', 'here'], env, cwd);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/self-test of suite and sandbox/);
    expect(readdirSync(cwd)).toEqual(['here']);
    expect(readdirSync(join(cwd, 'here')).sort()).toEqual([
      'exchanges.har',
      'history.json',
      'index.html',
      'junit.xml',
      'playwright',
      'results.json',
      'summary.md',
    ]);
    expect(resultsIn(join(cwd, 'here'))).toMatchObject({ verdict: 'pass', exitCode: 0, target: { name: 'embedded' } });
  });

  describe('on a provider with faults', () => {
    const cwd = temporaryFolder();
    let ended: Ended;
    beforeAll(async () => {
      ended = await runCommand(['check', '--target', 'sandbox', '--no-playwright'], variablesOf(broken), cwd);
    });

    it('names each violated requirement with what was expected and what was there', () => {
      const { code, stdout } = ended;
      expect(code).toBe(1);
      expect(stdout).toContain('customer.status');
      expect(stdout).toMatch(/error\.code-api-key[^✕]* expected {2}"4115"\n {2}actual {4}"\d+"\n/);
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
      const results = resultsIn(join(cwd, 'reports/sandbox'));
      const failed = results.requirements.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
      expect(failed).toEqual(['error.code-api-key', 'customer.status']);
    });

    it('writes neither secrets nor personal data, anywhere', () => {
      const { stdout, stderr } = ended;
      const everything = [stdout, stderr, ...filesBelow(cwd).map((file) => readFileSync(file, 'latin1'))].join('\n');
      const { accessToken, apiKey } = broken.credentials;
      const planted = [
        accessToken,
        apiKey,
        'Fairmont',
        'Mickey',
        'mickey@mouse.com',
        '800-123-4567',
        '200 Fairmont Ave',
        'Lindqvist',
      ];
      for (const secret of [...planted, broken.ids.customer]) {
        for (const form of [
          secret,
          encodeURIComponent(secret),
          Buffer.from(secret).toString('base64').replace(/=+$/, ''),
        ]) {
          expect(everything.includes(form), form).toBe(false);
        }
      }
    });
  });

  it('shows personal data only for the embedded sandbox, and only on request', async () => {
    const cwd = temporaryFolder();
    await runCommand(['check', '--no-playwright', '--show-personal-data'], {}, cwd);
    expect(readFileSync(join(cwd, 'reports/embedded/results.json'), 'utf8')).toContain('Fairmont');
    const { code, stderr } = await callCommand(
      ['check', '--target', 'sandbox', '--show-personal-data'],
      variablesOf(sandbox),
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/--show-personal-data/);
  });

  it('exits with 3 for a closed port, with results', async () => {
    const cwd = temporaryFolder();
    const env = { ...variablesOf(sandbox), VIPMP_BASE_URL: 'http://127.0.0.1:1' };
    const { code, stdout } = await runCommand(['check', '--no-playwright', '--target', 'sandbox'], env, cwd);
    expect(code).toBe(3);
    expect(stdout).toContain('VIPMP_BASE_URL');
    expect(resultsIn(join(cwd, 'reports/sandbox'))).toMatchObject({ verdict: 'inconclusive', exitCode: 3 });
  });

  it('reports on Ctrl-C what was judged until then, and says that it is partial', async () => {
    let asked = (): void => undefined;
    const askedThrice = new Promise<void>((done) => (asked = done));
    const count = { wire: (_request: unknown, number: number) => (number === 3 ? (asked(), undefined) : undefined) };
    const slow = await startSandbox({
      faults: [{ name: 'count', description: 'counts', breaks: [], also: [], ...count }],
    });
    const cwd = temporaryFolder();
    const running = startCommand(['check', '--target', 'sandbox'], { ...variablesOf(slow), VIPMP_RATE: '1' }, cwd);
    await askedThrice;
    running.kill('SIGINT');
    expect(await running.ended).toBe(3);
    await slow.close();
    const { verdict, summary, requirements } = resultsIn(join(cwd, 'reports/sandbox'));
    expect({ verdict, summary }).toEqual({
      verdict: 'inconclusive',
      summary: expect.stringContaining('report is partial') as string,
    });
    expect(requirements.find(({ id }) => id === 'customer.status')?.verdict).toBe('pass');
    expect(readdirSync(join(cwd, 'reports/sandbox')).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

describe('wrong input ends with 2 and one line, and nothing is sent', () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  const rows: [name: string, args: string[], env: Record<string, string>, line: RegExp][] = [
    ['an unknown command', ['chekc'], {}, /unknown command 'chekc'.*check/],
    ['an unknown option', ['check', '--tagret', 'live'], {}, /unknown option '--tagret'.*--target/],
    ['an unknown target', ['check', '--target', 'stage'], {}, /--target is "stage".*embedded, sandbox, live/],
    ['live by a variable', ['check'], { VIPMP_TARGET: 'live' }, /--target live/],
    ['no variable', ['check', '--target', 'sandbox'], {}, /VIPMP_API_KEY.*VIPMP_CUSTOMER_ID/],
    ['a malformed address', ['check', '--target', 'sandbox'], { VIPMP_BASE_URL: 'nonsense' }, /VIPMP_BASE_URL/],
    ['plain http', ['check', '--target', 'sandbox'], { VIPMP_BASE_URL: 'http://example.com' }, /VIPMP_BASE_URL.*https/],
    ['an --out that is a file', ['check', '--out', file], {}, /--out .*cannot be written/],
    ['an --out that is empty', ['check', '--out', ''], {}, /--out is empty/],
    ['an --out that the system does not have', ['check', '--out', '/proc/nope/x'], {}, /--out .*cannot be written/],
    ['an --out below a file', ['check', '--out', join(file, 'x')], {}, /--out .*cannot be written/],
    ['a port that is none', ['sandbox', '--port', '99999'], {}, /--port/],
    ['customers that are not there', ['sandbox', '--customers', '/nowhere.json'], {}, /--customers \/nowhere\.json/],
    [
      'a name that moves the cursor',
      ['judge', '\u001b[2Jx\u202e.har'],
      {},
      /\\u\{1b\}\[2Jx\\u\{202e\}\.har cannot be read/,
    ],
    ['customers that are no JSON', ['sandbox', '--customers', file], {}, /--customers .* is not JSON/],
    ['an unknown fault', ['sandbox', '--fault', 'status-numbr'], {}, /--fault status-numbr/],
  ];

  it.each(rows)('%s', async (_name, args, env, line) => {
    requests = 0;
    const configured = args[0] === 'check' && args.includes('sandbox') && Object.keys(env).length > 0;
    const ended = await callCommand(args, configured ? { ...variablesOf(sandbox), ...env } : env);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(line);
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(requests).toBe(0);
  });

  it('an .env that cannot be read', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, '.env'));
    const { code, stderr } = await runCommand(['check'], {}, cwd);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^vipmp-conformance: \.env cannot be read/);
    expect(existsSync(join(cwd, 'reports'))).toBe(false);
  });

  it('a port that is taken', async () => {
    const port = new URL(sandbox.url).port;
    const { code, stderr } = await callCommand(['sandbox', '--port', port]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/port \d+ is in use/);
  });
});

describe('help', () => {
  it('of every command fits 80 columns and ends with 0', async () => {
    const { stdout: overview } = await callCommand(['--help']);
    const commands = [...overview.matchAll(/^ {2}([a-z]+) /gm)].map(([, name = '']) => [name]);
    expect(commands.length).toBeGreaterThan(10);
    for (const command of [[], ...commands]) {
      const { code, stdout } = await callCommand([...command, '--help']);
      expect({ command, code }).toEqual({ command, code: 0 });
      expect(stdout).toMatch(/^Usage: vipmp-conformance/);
      expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    }
  });

  it('--version', async () => {
    expect(await runCommand(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    });
  });
});

describe('sandbox', () => {
  it('says how to reach it, and ends cleanly with open connections', async () => {
    const child = startCommand(['sandbox', '--port', '0']);
    const text = await child.firstOutput;
    const url = /VIPMP_BASE_URL=(\S+)/.exec(text)?.[1] ?? '';
    expect(text).toContain('VIPMP_CLIENT_SECRET=');
    expect((await fetch(`${url}/partnerservice/ping`)).status).toBe(200);
    child.kill('SIGINT');
    expect(await child.ended).toBe(0);
  });
});
