/**
 * Runs several npm scripts at once, and prints what each said when it has ended. Exits 1 if one of them failed.
 *
 *     node scripts/at-once.js SCRIPT ...
 */
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import process from 'node:process';

async function run(script) {
  const child = spawn('npm', ['run', '--silent', script], { shell: process.platform === 'win32' });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
  const code = await new Promise((done) => child.on('close', done));
  process.stdout.write(`npm run ${script}: ${code === 0 ? 'passed' : 'failed'}\n${Buffer.concat(output).toString()}`);
  return code === 0;
}

const passed = await Promise.all(process.argv.slice(2).map(run));
process.exitCode = passed.every(Boolean) ? 0 : 1;
