import { basicAuthorization, type ProxySettings } from '../exchange/proxy-settings.js';
import { InvalidInput } from '../invalid-input.js';
import { isLoopback } from '../loopback.js';
import { isCustomerId } from './customer-id.js';
import type { Environment } from './environment.js';

/** Reads variables, and collects what is wrong with them to report it all in one line. */
export class VariableReader {
  readonly #environment: Environment;
  readonly #missing: string[] = [];
  readonly #problems: string[] = [];

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** The value unchanged; undefined if it is missing or empty. */
  text(name: string): string | undefined {
    return this.#environment(name);
  }

  /** A value for a header: opaque, but its characters must be allowed there. */
  header(name: string): string | undefined {
    const value = this.text(name);
    if (value !== undefined && !/^[\x20-\x7e\xa0-\xff]+$/.test(value)) {
      this.addProblem(`${name} has a character that no HTTP header can carry, such as a line break: copy it again`);
    }
    return value;
  }

  /** A customer id, checked for its characters. */
  id(name: string): string | undefined {
    const value = this.text(name);
    if (value !== undefined && !isCustomerId(value)) {
      this.addProblem(
        `${name} is ${JSON.stringify(value)}: it must be one customer id, for example ${name}=1005998877`,
      );
    }
    return value;
  }

  /** The root of a service: https, or http on a loopback address; without a trailing slash. */
  url(name: string, otherwise: string): string {
    const value = this.text(name) ?? otherwise;
    const problem = problemWithRoot(value);
    if (problem === undefined) return new URL(value).href.replace(/\/+$/, '');
    this.addProblem(`${name} ${problem}, for example ${name}=${otherwise}`);
    return value;
  }

  /** A secret address, which may have a query: https, or http on a loopback address. */
  secretUrl(name: string): string | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const problem = problemWithUrl(value);
    if (problem !== undefined) this.addProblem(`${name} ${problem}, for example ${name}=https://hooks.example.com/abc`);
    return value;
  }

  /** HTTPS_PROXY and NO_PROXY, in upper or lower case. The address may contain a password, and is never shown. */
  proxy(): ProxySettings | undefined {
    const value = this.#environment('https_proxy', 'HTTPS_PROXY');
    if (value === undefined) return undefined;
    const example = 'for example HTTPS_PROXY=http://proxy.example.com:8080';
    const address = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`;
    if (!URL.canParse(address)) {
      this.addProblem(`HTTPS_PROXY is not a URL, ${example}`);
      return undefined;
    }
    const { origin, protocol, username, password } = new URL(address);
    if (protocol !== 'http:' && protocol !== 'https:') {
      this.addProblem(`HTTPS_PROXY starts with ${protocol}//: it must start with http:// or https://, ${example}`);
      return undefined;
    }
    const exceptions = this.#environment('no_proxy', 'NO_PROXY') ?? '';
    if (username === '' && password === '') return { url: origin, exceptions };
    try {
      return {
        url: origin,
        exceptions,
        authorization: basicAuthorization(decodeURIComponent(username), decodeURIComponent(password)),
      };
    } catch {
      this.addProblem('HTTPS_PROXY has a stray % in its user or password: write it as %25');
      return undefined;
    }
  }

  /** VIPMP_TIMEOUT_MS: whole milliseconds. */
  timeout(): number {
    return (
      this.#number('VIPMP_TIMEOUT_MS', 'a whole number of milliseconds from 1 to 600000', '10000', (value) => {
        return Number.isInteger(value) && value >= 1 && value <= 600_000;
      }) ?? 10_000
    );
  }

  /** VIPMP_RATE: requests per second. */
  rate(): number | undefined {
    return this.#number('VIPMP_RATE', 'a positive number of requests per second', '10', (value) => value > 0);
  }

  /** A required value: records that it is missing if it is undefined; returns it, or an empty string. */
  required(name: string, value: string | undefined): string {
    if (value === undefined) this.addMissing(name);
    return value ?? '';
  }

  /** Records that a variable is missing, for `finish` to report. */
  addMissing(name: string): void {
    this.#missing.push(name);
  }

  /** Records what is wrong, as a sentence that begins with the variable and ends with an example. */
  addProblem(problem: string): void {
    this.#problems.push(problem);
  }

  /** @throws InvalidInput if anything was missing or wrong */
  finish(target: string): void {
    const problems = [...this.#problems];
    if (this.#missing.length > 0) {
      const first = (this.#missing[0] ?? '').split(' ')[0] ?? '';
      const names = new Intl.ListFormat('en', { type: 'conjunction' }).format(this.#missing);
      const [verb, pronoun] = this.#missing.length === 1 ? ['is', 'it'] : ['are', 'them'];
      problems.unshift(
        `${names} ${verb} not set for the target ${target}: set ${pronoun} in the environment or in .env.${target}, for example ${first}=${EXAMPLES[first] ?? '…'}`,
      );
    }
    if (problems.length > 0) throw new InvalidInput(problems.join('; '));
  }

  #number(name: string, what: string, example: string, isGood: (value: number) => boolean): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || !isGood(value)) {
      this.addProblem(`${name} is ${JSON.stringify(text)}: it must be ${what}, for example ${name}=${example}`);
    }
    return value;
  }
}

const EXAMPLES: Readonly<Record<string, string>> = {
  VIPMP_API_KEY: 'your-api-key',
  VIPMP_ACCESS_TOKEN: 'your-access-token',
  VIPMP_CUSTOMER_ID: '1005998877',
};

function problemWithRoot(text: string): string | undefined {
  const problem = problemWithUrl(text);
  if (problem !== undefined) return problem;
  const { username, password, search, hash, pathname } = new URL(text);
  if (username !== '' || password !== '') return 'contains credentials: put them in their own variables';
  if (search !== '' || hash !== '') return 'has a query or a fragment: it must be the root of the service';
  return /\/v3\/customers\/[^/]/.test(pathname) ? 'names a customer: it must be the root of the service' : undefined;
}

function problemWithUrl(text: string): string | undefined {
  if (!/^\s*https?:\/\//i.test(text)) return 'must start with https://';
  if (!URL.canParse(text)) return 'is not a URL: check its host and its port';
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || isLoopback(hostname)
    ? undefined
    : 'is plain http to another machine: it must start with https://';
}
