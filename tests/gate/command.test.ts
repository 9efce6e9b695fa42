import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { scenarios } from '../../src/gate/scenarios.js';
import { startCommand, temporaryFolder } from '../support/command.js';
import { callCommand } from '../support/in-process.js';
import { runGateOn, runGateShowing, violated } from './gate-run.js';

const node = (script: string): string[] => [process.execPath, '--eval', script];

/** A script that calls the endpoint correctly, for tests of its other behavior. */
const CALL = `await fetch(process.env.VIPMP_BASE_URL + '/v3/customers/' + process.env.VIPMP_CUSTOMER_ID, { headers: {
  'X-Request-Id': crypto.randomUUID(), 'X-Correlation-Id': crypto.randomUUID(), Accept: 'application/json',
  'Content-Type': 'application/json', Authorization: 'Bearer ' + process.env.VIPMP_ACCESS_TOKEN,
  'X-Api-Key': process.env.VIPMP_API_KEY } });`;

const calling = (script: string): string[] => [process.execPath, '--input-type=module', '--eval', CALL + script];

describe('the exit code of the gate', () => {
  it('is 0 if the command succeeds and follows the rules', async () => {
    expect(await runGateOn(calling(''))).toMatchObject({ code: 0, results: { verdict: 'pass' } });
  });

  it('is 1 if the command fails after a call, and shows its exit code', async () => {
    const ended = await runGateOn(calling('process.exit(7)'));
    expect(ended).toMatchObject({ code: 1, results: { verdict: 'fail' } });
    expect(violated(ended)).toEqual(['request.answers-handled']);
    expect(ended.stdout).toContain('exit 7');
  });

  it('is 1 if the command is ended by a signal', async () => {
    const ended = await runGateOn(calling('process.kill(process.pid, "SIGKILL")'));
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('ended by SIGKILL');
  });

  it.each([
    ['succeeds', '', 0],
    ['fails', 'process.exit(7)', 7],
  ])('is 3 if the command %s without a request', async (_name, script, code) => {
    const ended = await runGateOn(node(script));
    expect(ended).toMatchObject({ code: 3, results: { verdict: 'inconclusive' } });
    expect(ended.results?.summary).toContain(
      'Your tests sent no request: is HTTP mocked, or did they fail before they sent one?',
    );
    expect(ended.results?.summary.match(new RegExp(`exit ${code}`, 'g'))).toHaveLength(1);
  });

  it('is 3 if the client does not trust the certificate, and names the variable to set', async () => {
    const distrusting = `delete process.env.NODE_EXTRA_CA_CERTS;
      const { spawnSync } = require('node:child_process');
      const call = "fetch(process.env.VIPMP_BASE_URL + '/v3/customers/1').catch(() => process.exit(9))";
      process.exit(spawnSync(process.execPath, ['--eval', call]).status);`;
    const ended = await runGateOn(node(distrusting));
    expect(ended).toMatchObject({ code: 3, results: { verdict: 'inconclusive' } });
    expect(ended.results?.summary).toContain('VIPMP_CA_FILE');
  });

  it.each([
    ['plain HTTP to an https:// address', "get('http:' + url.slice(6))", [], 'Your tests sent plain HTTP'],
    ['TLS to an http:// address', "get('https:' + url.slice(5))", ['--http'], 'Your tests sent what is not HTTP/1.1'],
  ])('is 3 if the client sends %s, and says so', async (_name, call, options, sentence) => {
    const script = `const url = process.env.VIPMP_BASE_URL + '/v3/customers/1'; const get = (address) => fetch(address);
      ${call}.then(() => 0, () => process.exit(9));`;
    const ended = await runGateOn(node(script), ...options);
    expect(ended).toMatchObject({ code: 3, results: { verdict: 'inconclusive' } });
    expect(ended.results?.summary).toContain(sentence);
  });

  it('is 3 if the tests remove the folder with the certificate, and says so', async () => {
    const script = `const { dirname } = require('node:path'); const { spawnSync } = require('node:child_process');
      require('node:fs').rmSync(dirname(dirname(process.env.VIPMP_CA_FILE)), { recursive: true });
      const call = "fetch(process.env.VIPMP_BASE_URL + '/v3/customers/1').catch(() => process.exit(9))";
      process.exit(spawnSync(process.execPath, ['--eval', call]).status);`;
    const ended = await runGateOn(node(script));
    expect(ended).toMatchObject({ code: 3, results: { verdict: 'inconclusive' } });
    expect(ended.results?.summary).toContain('Your tests removed the folder of the report');
    expect(ended.results?.summary).toContain('--out');
  });

  it('is 0 if a call whose connection is reset is tried again with its correlation id, over HTTPS too', async () => {
    const script = `const call = () => fetch(process.env.VIPMP_BASE_URL + '/v3/customers/' + process.env.VIPMP_CUSTOMER_ID, { headers: {
      'X-Request-Id': crypto.randomUUID(), 'X-Correlation-Id': 'kept', Accept: 'application/json', 'Content-Type': 'application/json',
      Authorization: 'Bearer ' + process.env.VIPMP_ACCESS_TOKEN, 'X-Api-Key': process.env.VIPMP_API_KEY } });
      call().then(() => process.exit(9), call).then(({ status }) => process.exit(status === 200 ? 0 : 8));`;
    for (const options of [[], ['--http']]) {
      const { code, results } = await runGateOn(node(script), '--scenario', 'reset', ...options);
      const statuses = results?.exchanges.map(({ response }) => response?.status);
      expect({ code, statuses }).toEqual({ code: 0, statuses: [undefined, 200] });
    }
  });

  it('is 3 if it requested only a token and health', async () => {
    const script = `fetch(process.env.VIPMP_BASE_URL + '/v1/health?api_key=' + process.env.VIPMP_API_KEY)`;
    expect(await runGateOn(node(script))).toMatchObject({ code: 3, results: { verdict: 'inconclusive' } });
  });
});

describe('wrong input ends with 2 and one line, and nothing is sent', () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, 'no program');
  it.each([
    ['no command', ['gate'], /after --/],
    ['a command in quotes', ['gate', '--', 'npm test'], /npm test: there is no such command; .* without quotes/],
    ['a command that is not there', ['gate', '--', '/nowhere/at-all'], /\/nowhere\/at-all: there is no such command/],
    ['a command that cannot be executed', ['gate', '--', file], /cannot be executed/],
    ['an unknown scenario', ['gate', '--scenario', 'throttle', '--', 'true'], /throttle: .*throttled/],
    ['both kinds of choice', ['gate', '--scenarios', '--scenario', 'ok', '--', 'true'], /--scenario/],
    ['an --env without a value', ['gate', '--env', 'NAME', '--', 'true'], /NAME=VALUE/],
    [
      'an --env with an unknown placeholder',
      ['gate', '--env', 'A={baseURL}', '--', 'true'],
      /\{baseURL\}.*\{baseUrl\}/,
    ],
    ['an --out that is a file', ['gate', '--out', file, '--', 'true'], /--out .*cannot be written/],
    ['an unknown option', ['gate', '--scenaros', '--', 'true'], /--scenarios/],
  ])('%s', async (_name, args, line) => {
    const { code, stdout, stderr } = await callCommand(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('the command', () => {
  it('gets the values of the run in variables, also under its own names, and its output is shown', async () => {
    const names = ['BASE_URL', 'IMS_URL', 'API_KEY', 'CLIENT_SECRET', 'ACCESS_TOKEN'];
    const ids = ['CUSTOMER_ID', 'LGA_CUSTOMER_ID', 'UNKNOWN_CUSTOMER_ID'];
    const expected = [...names, ...ids].map((name) => `process.env.VIPMP_${name}`).join(', ');
    const script = `const facts = [${expected}]; console.log(facts.every(Boolean) && facts.join(' ') === process.env.OWN)`;
    const placeholders = ['baseUrl', 'imsUrl', 'apiKey', 'clientSecret', 'accessToken'];
    const idPlaceholders = ['customerId', 'lgaCustomerId', 'unknownCustomerId'];
    const template = [...placeholders, ...idPlaceholders].map((name) => `{${name}}`).join(' ');
    const { stdout } = await runGateShowing(calling(script), '--env', `OWN=${template}`);
    expect(stdout).toContain('\ntrue\n');
  });

  it('is ended with every process it started, even outside its group', async () => {
    const script = `const { spawn } = await import('node:child_process');
      for (const detached of [true, false]) {
        const child = spawn('sleep', ['300'], { detached, stdio: 'ignore' });
        child.unref();
        console.log('started', child.pid);
      }`;
    const { code, stdout } = await runGateShowing(calling(script));
    expect(code).toBe(0);
    const pids = pidsIn(stdout);
    expect(pids).toHaveLength(2);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'is ended with what it has started on %s, and the report says so',
    async (signal) => {
      const out = join(temporaryFolder(), 'out');
      const script = `trap '' TERM; sleep 300 & echo started $! started $$ > $NOTES.new; mv $NOTES.new $NOTES; wait; sleep 300`;
      const notes = join(temporaryFolder(), 'notes');
      const gate = startCommand(['gate', '--out', out, '--scenarios', '--', 'sh', '-c', script], { NOTES: notes });
      while (!existsSync(notes)) await sleep(20);
      const output = readFileSync(notes, 'utf8');
      const pids = pidsIn(output);
      expect(pids.filter(isAlive)).toHaveLength(2);
      gate.kill(signal);
      expect(await gate.ended).toBe(3);
      expect(pids.filter(isAlive)).toEqual([]);
      expect(existsSync(join(out, 'index.html'))).toBe(true);
      expect(readFileSync(join(out, 'results.json'), 'utf8')).toContain('interrupted in scenario ok');
    },
  );
});

describe('a gate that is killed', () => {
  it('leaves no client behind', async () => {
    const notes = join(temporaryFolder(), 'notes');
    // An answer shows that the gate has started its client, and can be killed.
    const asking = `"$NODE" -e 'fetch(process.env.VIPMP_BASE_URL)'`;
    const script = `sleep 300 & ${asking}; echo started $! started $$ > $NOTES.new; mv $NOTES.new $NOTES; wait`;
    const out = join(temporaryFolder(), 'out');
    const gate = startCommand(['gate', '--out', out, '--', 'sh', '-c', script], {
      NOTES: notes,
      NODE: process.execPath,
    });
    while (!existsSync(notes)) await sleep(20);
    const pids = pidsIn(readFileSync(notes, 'utf8'));
    expect(pids.filter(isAlive)).toHaveLength(2);
    gate.kill('SIGKILL');
    await gate.ended;
    while (pids.some(isAlive)) await sleep(20);
    expect(pids.filter(isAlive)).toEqual([]);
  });
});

describe('help', () => {
  it('lists the scenarios', async () => {
    const { code, stdout } = await callCommand(['gate', '--list-scenarios']);
    expect(code).toBe(0);
    for (const { name } of scenarios) expect(stdout).toContain(`${name}\n    `);
    expect(stdout.match(/The client should/g)).toHaveLength(scenarios.length + 1);
  });

  it('explains the command', async () => {
    const { code, stdout } = await callCommand(['gate', '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: vipmp-conformance gate \[options\] -- COMMAND/);
  });
});

function pidsIn(output: string): number[] {
  return [...output.matchAll(/started (\d+)/g)].map(([, pid]) => Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // A zombie is not alive either.
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !readFileSync(stat, 'latin1').includes(') Z ');
}
