import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { InvalidInput } from '../../src/invalid-input.js';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { embeddedLimits, remoteConfiguration, targetName } from '../../src/targets/configuration.js';
import { PACT_PATH, type PactFile } from './pact-file.js';
import { embeddedProvider } from './provider.js';
import { reached } from './reached.js';
import { verifyPact, type Verification } from './verification.js';

/** `npm run verify`. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('verify a provider against the pact of the client')
    .option('--target <name>', 'embedded, sandbox or live (default: VIPMP_TARGET, else embedded)')
    .option('--pact <file>', 'the pact to verify against', PACT_PATH)
    .action(async (options: { target?: string; pact: string }) => {
      const target = targetName(options.target, process.cwd(), process.env);
      const pact = readPact(options.pact);
      process.exitCode = target === 'embedded' ? await verifyEmbedded(pact) : await verifyRemote(pact, target);
    });
}

async function verifyEmbedded(pact: PactFile): Promise<number> {
  const { timeoutMs } = embeddedLimits(process.cwd(), process.env);
  const sandbox = await startSandbox();
  try {
    console.log("The embedded sandbox against the pact: a self-test, which does not check Adobe's API.");
    return report(await verifyPact(pact, embeddedProvider(sandbox, timeoutMs)));
  } finally {
    await sandbox.close();
  }
}

async function verifyRemote(pact: PactFile, target: 'sandbox' | 'live'): Promise<number> {
  const configuration = remoteConfiguration(target, process.cwd(), process.env);
  console.log(`${configuration.baseUrl} (target ${target}) against the pact.`);
  const provider = await reached(configuration);
  if (!('obstacle' in provider)) return report(await verifyPact(pact, provider));
  console.log(`verify: ${provider.obstacle}`);
  return provider.exitCode;
}

/** Prints the outcome of each interaction, and returns the exit code. */
function report(verifications: readonly Verification[]): number {
  for (const { interaction, verdict, reasons } of verifications) {
    console.log(`${verdict.padEnd(12)} ${interaction}`);
    for (const reason of reasons) console.log(`${' '.repeat(13)}${reason}`);
  }
  const count = (verdict: Verification['verdict']): number =>
    verifications.filter((it) => it.verdict === verdict).length;
  console.log(
    `${count('pass')} passed, ${count('fail')} failed, ${count('inconclusive')} inconclusive, ${count('skipped')} skipped`,
  );
  if (count('fail') > 0) return 1;
  // Nothing verified is not a success.
  return count('inconclusive') > 0 || count('pass') === 0 ? 3 : 0;
}

function readPact(file: string): PactFile {
  let pact: Partial<PactFile>;
  try {
    pact = JSON.parse(readFileSync(file, 'utf8')) as Partial<PactFile>;
  } catch (error) {
    throw new InvalidInput(`--pact ${file} cannot be read as JSON (${(error as Error).message}): name a pact file`);
  }
  if (!Array.isArray(pact.interactions)) throw new InvalidInput(`--pact ${file} has no interactions: name a pact file`);
  return { ...pact, interactions: pact.interactions };
}
