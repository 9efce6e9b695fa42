import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../../src/sandbox/sandbox.js';
import { COMMAND, plainEnvironment, temporaryFolder } from '../../support/command.js';
import { callCommand } from '../../support/in-process.js';

/** Starts the command; `welcomed` is what it prints before it serves. */
function start(...args: string[]) {
  const child = spawn(process.execPath, [COMMAND, 'sandbox', '--port', '0', ...args], { env: plainEnvironment() });
  let stdout = '';
  const welcomed = new Promise<string>((done) => {
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      if (stdout.includes('Customers:')) done(stdout);
    });
  });
  const ended = new Promise<{ code: number | null; stdout: string }>((done) => {
    child.on('close', (code) => done({ code, stdout }));
  });
  return { welcomed, ended, stop: (signal: NodeJS.Signals) => child.kill(signal) };
}

const variable = (text: string, name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1] ?? '';

describe('the command', () => {
  it('prints usable variables, no line longer than 80, without colors', async () => {
    const child = start();
    const text = await child.welcomed;
    const response = await fetch(
      `${variable(text, 'VIPMP_BASE_URL')}/v3/customers/${variable(text, 'VIPMP_CUSTOMER_ID')}`,
      {
        headers: {
          'X-Api-Key': variable(text, 'VIPMP_API_KEY'),
          Authorization: `Bearer ${variable(text, 'VIPMP_ACCESS_TOKEN')}`,
          'X-Correlation-Id': 'one',
        },
      },
    );
    expect(response.status).toBe(200);
    for (const name of ['IMS_URL', 'CLIENT_SECRET', 'LGA_CUSTOMER_ID', 'UNKNOWN_CUSTOMER_ID']) {
      expect(variable(text, `VIPMP_${name}`), name).not.toBe('');
    }
    child.stop('SIGTERM');
    const { code, stdout } = await child.ended;
    expect(code).toBe(0);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).not.toContain('\u001B');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends with 0 on %s, in spite of a request that hangs', async (signal) => {
    const child = start('--fault', 'all-slow');
    const text = await child.welcomed;
    const hanging = fetch(`${variable(text, 'VIPMP_BASE_URL')}/v3/customers/1`).catch(() => 'broken off');
    await new Promise((done) => setTimeout(done, 100));
    child.stop(signal);
    expect((await child.ended).code).toBe(0);
    expect(await hanging).toBe('broken off');
  });

  it('serves customers from a file under several faults, and leaves out what there is not', async () => {
    const file = join(temporaryFolder(), 'customers.json');
    writeFileSync(file, '{"mine":{"customerId":"C-1"}}');
    const child = start('--customers', file, '--fault', 'status-number', 'gzip', '--fault', 'charset');
    const text = await child.welcomed;
    expect(text.match(/(?<=Injected fault: ).*/g)).toEqual(['status-number', 'gzip', 'charset']);
    expect(variable(text, 'VIPMP_CUSTOMER_ID')).toBe('C-1');
    expect(text).not.toContain('VIPMP_LGA_CUSTOMER_ID');
    child.stop('SIGTERM');
    expect((await child.ended).code).toBe(0);
  });

  it('lists every value of --fault, no line longer than 80', async () => {
    const { code, stdout } = await callCommand(['sandbox', '--list-faults']);
    expect(code).toBe(0);
    for (const name of ['status-number', 'all-503', 'gzip']) expect(stdout).toMatch(new RegExp(`^${name}$`, 'm'));
    expect(stdout).toMatch(/^status-number\n {4}.*\n {4}violates customer\.status$/m);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it.each([
    ['a port that is not a number', ['--port', 'http'], /--port.*'http'.*0 to 65535/],
    ['a port that is too high', ['--port', '65536'], /--port.*'65536'.*0 to 65535/],
    ['a host that is none', ['--host', '192.0.2.1'], /--host 192\.0\.2\.1 is not an address of this machine/],
    ['an empty host', ['--host', ''], /--host.*127\.0\.0\.1/],
    ['a file that is not there', ['--customers', '/nowhere.json'], /--customers \/nowhere\.json cannot be read/],
    ['a fault that is none', ['--fault', 'status-numbr'], /--fault status-numbr: .*did you mean status-number\?/],
    ['one such fault among others', ['--fault', 'gzip', 'status-numbr'], /--fault status-numbr: /],
  ])('ends with 2 and one line for %s', async (_what, args, line) => {
    const { code, stdout, stderr } = await callCommand(['sandbox', '--port', '0', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('ends with 2 and one line for a port that is taken', async () => {
    const sandbox = await startSandbox();
    const { code, stderr } = await callCommand(['sandbox', '--port', new URL(sandbox.url).port]);
    await sandbox.close();
    expect(code).toBe(2);
    expect(stderr).toMatch(/^vipmp-conformance: --port: port \d+ is in use: name another, or 0 for any free one\n$/);
  });
});
