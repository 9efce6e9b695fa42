import { execFileSync, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { Command } from 'commander';
import { InvalidInput } from '../../src/invalid-input.js';
import { CONSUMER, PACT_PATH } from './pact-file.js';

/** The version of a pact: commit and branch. */
interface Version {
  readonly commit: string;
  readonly branch: string;
}

/** The package with Pact's official command line. */
const CLI = '@pact-foundation/pact-cli';

/** Variables in which CI systems name the branch of a detached checkout. */
const BRANCH_VARIABLES = ['GITHUB_HEAD_REF', 'GITHUB_REF_NAME', 'CI_COMMIT_REF_NAME', 'BRANCH_NAME'];

/** `npm run pact:publish`. */
export function publishCommand(): Command {
  return new Command('pact:publish')
    .description('publish the pact of the client to the Pact Broker, with commit and branch as its version')
    .action(() => {
      process.exitCode = runBroker(({ commit, branch }) => {
        // A version must always have the same pact.
        if (git('status', '--porcelain', '--', PACT_PATH) !== '') {
          throw new InvalidInput(`${PACT_PATH} has changes that are not committed: commit them first`);
        }
        return ['publish', PACT_PATH, '--consumer-app-version', commit, '--branch', branch];
      });
    });
}

/** `npm run pact:can-i-deploy`. */
export function canIDeployCommand(): Command {
  return new Command('pact:can-i-deploy')
    .description('ask the Pact Broker whether this commit of the client is compatible with an environment')
    .option('--to-environment <name>', 'the environment of the broker', 'production')
    .action(({ toEnvironment }: { toEnvironment: string }) => {
      process.exitCode = runBroker(({ commit }) => [
        'can-i-deploy',
        ...['--pacticipant', CONSUMER, '--version', commit, '--to-environment', toEnvironment],
      ]);
    });
}

/**
 * Runs a command of the broker's client, which reads the broker's address and credentials from PACT_BROKER_BASE_URL,
 * PACT_BROKER_TOKEN, PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD. They are never passed as arguments, which other
 * users of the machine can see.
 *
 * @param argumentsOf the arguments for a version
 * @returns the client's exit code
 * @throws InvalidInput if no broker is named, no version is known, or the client is not installed
 */
function runBroker(argumentsOf: (version: Version) => string[]): number {
  if (!process.env['PACT_BROKER_BASE_URL']) {
    throw new InvalidInput(
      'PACT_BROKER_BASE_URL is not set: set it to the address of the Pact Broker, for example PACT_BROKER_BASE_URL=https://broker.example.com, and PACT_BROKER_TOKEN if it requires one',
    );
  }
  const args = argumentsOf(gitVersion());
  const { status, error } = spawnSync(process.execPath, [brokerClient(), ...args], {
    stdio: 'inherit',
    env: { ...process.env, PACT_DO_NOT_TRACK: '1' },
  });
  if (error !== undefined) throw error;
  return status ?? 3;
}

function brokerClient(): string {
  try {
    return createRequire(import.meta.url).resolve(`${CLI}/bin/pact-broker.js`);
  } catch {
    throw new InvalidInput(`Pact's command line is not installed: run npm install --save-dev ${CLI}`);
  }
}

/**
 * Commit and branch of the checkout.
 *
 * @throws InvalidInput if it is not a checkout, or its branch is unknown
 */
export function gitVersion(env: NodeJS.ProcessEnv = process.env): Version {
  const commit = git('rev-parse', 'HEAD');
  const variable = BRANCH_VARIABLES.find((name) => env[name]);
  const branch = git('branch', '--show-current') || (variable === undefined ? undefined : env[variable]);
  if (branch === undefined) {
    throw new InvalidInput(`the checkout is detached: check a branch out, or name it in ${BRANCH_VARIABLES[0] ?? ''}`);
  }
  return { commit, branch };
}

/** Runs git, and returns its output, one line. */
function git(...args: string[]): string {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    throw new InvalidInput(`git ${args.join(' ')} failed: run this in a git checkout with at least one commit`);
  }
}
