import { InvalidArgumentError, Option } from 'commander';
import { contractVersions } from '../requirements/catalogue.js';

/** The option that chooses a version of the contract; every command that judges providers or clients has it. */
export function contractOption(): Option {
  const option = new Option('--contract <version>', 'what is newer than this version of the contract only warns');
  return option.argParser(versionFrom);
}

function versionFrom(text: string): string {
  if (contractVersions.includes(text)) return text;
  throw new InvalidArgumentError(`There is ${contractVersions.join(', ')}.`);
}
