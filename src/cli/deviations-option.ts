import { Option } from 'commander';
import { DEVIATIONS_FILE } from '../report/deviations.js';

/** The option that names the violations which are accepted for now; every command that judges has it. */
export function deviationsOption(): Option {
  return new Option('--deviations <file>', `violations to accept for now (default: ${DEVIATIONS_FILE}, if present)`);
}
