import { distance } from 'fastest-levenshtein';
import { nearestFirst } from '../nearest-name.js';
import { sourcesOf } from './environment.js';

const PREFIX = 'VIPMP_';

/** Every variable that the commands read, or that `gate` sets for the client it runs. */
const KNOWN = [
  'VIPMP_TARGET',
  'VIPMP_BASE_URL',
  'VIPMP_API_KEY',
  'VIPMP_ACCESS_TOKEN',
  'VIPMP_CLIENT_SECRET',
  'VIPMP_IMS_URL',
  'VIPMP_SCOPES',
  'VIPMP_CUSTOMER_ID',
  'VIPMP_LGA_CUSTOMER_ID',
  'VIPMP_UNKNOWN_CUSTOMER_ID',
  'VIPMP_TIMEOUT_MS',
  'VIPMP_RATE',
  'VIPMP_PSEUDONYM_KEY',
  'VIPMP_WEBHOOK_URL',
  'VIPMP_CA_FILE',
  'VIPMP_SCENARIO',
];

/** Set by `watch` for the commands it runs. */
export const WATCH_RUN = 'VIPMP_WATCH_RUN';

/** Variables that commands set for each other; no user sets these. */
const INTERNAL = ['VIPMP_GATE_RUN', WATCH_RUN];

/**
 * A warning for each unknown variable that begins with VIPMP_, or nearly so, with the nearest known name: most are
 * misspelled, and would be ignored silently.
 *
 * @throws InvalidInput if a file with variables cannot be read
 */
export function unknownVariables(folder: string, target: string | undefined, processEnv: NodeJS.ProcessEnv): string[] {
  const warnings = new Map<string, string>();
  for (const { file, variables } of sourcesOf(folder, target, processEnv)) {
    for (const name of Object.keys(variables).sort()) {
      if (!isMeant(name) || variables[name] === '' || warnings.has(name)) continue;
      // On Windows a name may have any case.
      if (isRead(name) || (isRead(name.toUpperCase()) && variables[name.toUpperCase()] === variables[name])) continue;
      const where = file === undefined ? '' : ` (in ${file})`;
      warnings.set(name, `warning: ${name}${where} is not a variable of this suite: did you mean ${nearestTo(name)}?`);
    }
  }
  return [...warnings.values()];
}

/** Whether a name begins with VIPMP_ in any case, or differs in one character from a known name. */
function isMeant(name: string): boolean {
  const upper = name.toUpperCase();
  return upper.startsWith(PREFIX) || KNOWN.some((known) => distance(known, upper) === 1);
}

function isRead(name: string): boolean {
  return KNOWN.includes(name) || INTERNAL.includes(name);
}

function nearestTo(name: string): string {
  const withoutPrefix = KNOWN.map((known) => known.slice(PREFIX.length));
  return PREFIX + (nearestFirst(name.toUpperCase().replace(/^V\w{2,4}?[_-]/, ''), withoutPrefix)[0] ?? '');
}
