import { InvalidArgumentError } from 'commander';
import type { Scenario } from '../gate/scenarios.js';
import { InvalidInput } from '../invalid-input.js';
import { isLoopback } from '../loopback.js';
import { forwardingConfiguration, type ForwardingConfiguration } from '../targets/configuration.js';

/** The options that decide whether the gate forwards requests. */
interface SandboxOptions {
  target?: string;
  scenario?: string[];
  scenarios?: true;
  pact?: string;
}

/**
 * The root URL of the mock in `--also`.
 *
 * @throws InvalidInput if it is not a URL, or is plain http to another machine
 */
export function mockAt(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new InvalidInput(`--also ${text} is not a URL: use one such as http://127.0.0.1:9000`);
  }
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return url;
  throw new InvalidInput(`--also ${text}: it must be https://, or http:// on this machine`);
}

/**
 * The scenarios with the given names, each once.
 *
 * @throws InvalidInput if there is no such scenario; the message suggests similar names
 */
export function scenariosNamed(names: readonly string[], known: readonly Scenario[]): Scenario[] {
  return [...new Set(names)].map((name) => {
    const scenario = known.find((candidate) => candidate.name === name);
    if (scenario !== undefined) return scenario;
    const near = known.filter((candidate) => candidate.name.includes(name) || name.includes(candidate.name));
    const hint = (near.length === 0 ? known : near).map((candidate) => candidate.name).join(', ');
    throw new InvalidInput(`--scenario ${name}: there is no such scenario; try ${hint}`);
  });
}

/**
 * The consumer name in `--pact`: part of a file name, at most 64 characters.
 *
 * @throws InvalidArgumentError if it has a character that some file systems do not allow
 */
export function consumerName(text: string): string {
  if (/^[A-Za-z0-9][\w.-]{0,63}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be a name of letters, digits, dots, hyphens and underscores.');
}

/**
 * The sandbox to forward requests to; undefined if the gate itself serves the contract.
 *
 * @throws InvalidInput for production, and for options that need the gate to serve the contract
 */
export function sandboxOf({ target, scenario, scenarios, pact }: SandboxOptions): ForwardingConfiguration | undefined {
  if (target === undefined || target === 'embedded') return undefined;
  if (target === 'live') throw new InvalidInput('--target live: the gate never calls production; use sandbox');
  if (target !== 'sandbox') throw new InvalidInput(`--target ${target}: it must be embedded or sandbox`);
  if (scenario !== undefined || scenarios !== undefined) {
    throw new InvalidInput('--target sandbox has no scenarios: leave out --scenario and --scenarios');
  }
  if (pact !== undefined) throw new InvalidInput('--pact would hold real customers: leave it out for --target sandbox');
  return forwardingConfiguration(process.cwd(), process.env);
}
