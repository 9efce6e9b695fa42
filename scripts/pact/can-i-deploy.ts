import { Command } from 'commander';
import { runBroker } from './broker.js';
import { CONSUMER } from './pact-file.js';

/** `npm run pact:can-i-deploy`. */
export function canIDeployCommand(): Command {
  return new Command('pact:can-i-deploy')
    .description('ask the Pact Broker whether this commit of the client goes with what an environment runs')
    .option('--to-environment <name>', 'the environment of the broker', 'production')
    .action(({ toEnvironment }: { toEnvironment: string }) => {
      process.exitCode = runBroker(({ commit }) => [
        'can-i-deploy',
        ...['--pacticipant', CONSUMER, '--version', commit, '--to-environment', toEnvironment],
      ]);
    });
}
