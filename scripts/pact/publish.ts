import { Command } from 'commander';
import { InvalidInput } from '../../src/invalid-input.js';
import { git, runBroker } from './broker.js';
import { PACT_PATH } from './pact-file.js';

/** `npm run pact:publish`. */
export function publishCommand(): Command {
  return new Command('pact:publish')
    .description('publish the pact of the client to the Pact Broker, with commit and branch as its version')
    .action(() => {
      process.exitCode = runBroker(({ commit, branch }) => {
        // A version stands for one text of the pact.
        if (git('status', '--porcelain', '--', PACT_PATH) !== '') {
          throw new InvalidInput(`${PACT_PATH} has changes that are not committed: commit them first`);
        }
        return ['publish', PACT_PATH, '--consumer-app-version', commit, '--branch', branch];
      });
    });
}
