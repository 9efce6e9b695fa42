/**
 * Runs several npm scripts concurrently. The last one prints as it runs, the others when all have ended. Exits 1 if any
 * fails.
 *
 *     node scripts/at-once.js SCRIPT ...
 */
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import process from 'node:process';

async function run(script, isShown) {
  const child = spawn('npm', ['run', '--silent', script], {
    stdio: isShown ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(chunk));
  const code = await new Promise((done) => child.on('close', done));
  const verdict = `npm run ${script}: ${code === 0 ? 'passed' : 'failed'}\n`;
  return { output: Buffer.concat([...output, Buffer.from(verdict)]), isPassed: code === 0 };
}

const scripts = process.argv.slice(2);
const ended = await Promise.all(scripts.map((script, index) => run(script, index === scripts.length - 1)));
for (const { output } of ended) process.stdout.write(output);
process.exitCode = ended.every(({ isPassed }) => isPassed) ? 0 : 1;
