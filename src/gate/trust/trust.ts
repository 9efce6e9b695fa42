import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ReportNotWritten } from '../../report/report-not-written.js';
import { JAVA_TRUST_STORE_PASSWORD, javaTrustStore } from './java-trust-store.js';
import { certificatesIn, systemRoots } from './roots.js';

/** The files by which clients trust the gate, in their own folder. */
export interface Trust {
  /** The certificate of the gate's authority alone. */
  caFile: string;
  /** The variables by which common clients find what they trust. */
  variables: Record<string, string>;
  /** Removes the files. */
  remove(): void;
}

/** Variables that name a file of all certificates to trust, by the programs that read them. */
const BUNDLES = {
  NODE_EXTRA_CA_CERTS: 'node',
  SSL_CERT_FILE: 'openssl',
  REQUESTS_CA_BUNDLE: 'requests',
  CURL_CA_BUNDLE: 'curl',
} as const;

const JAVA_OPTIONS = 'JAVA_TOOL_OPTIONS';
const JAVA_TRUST_STORE = /-Djavax\.net\.ssl\.trustStore=/;

/** PHP reads the files of the folders in this list; an empty name stands for the default folder. */
const PHP_FOLDERS = 'PHP_INI_SCAN_DIR';

/** Names of the variables that are set for clients in {@link Trust.variables}. */
export const TRUST_VARIABLES: readonly string[] = [...Object.keys(BUNDLES), JAVA_OPTIONS, PHP_FOLDERS];

/**
 * Writes what clients need to trust an authority. `caFile` holds the authority alone; the file behind every other
 * variable holds what the caller's variable named, or else the system's roots, and the authority, so that the client's
 * other HTTPS calls keep working.
 *
 * @param folder made if it does not exist
 * @param authority PEM
 * @param environment the caller's
 * @throws ReportNotWritten naming the file that could not be written; then none of them stays
 */
export function writeTrust(folder: string, authority: string, environment: NodeJS.ProcessEnv): Trust {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const write = (name: string, content: string | Buffer): string => {
    const file = join(folder, name);
    try {
      writeFileSync(file, content, { mode: 0o600 });
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw new ReportNotWritten(file, error);
    }
    return file;
  };
  const roots = systemRoots();
  const withAuthority = (certificates: readonly string[]): string => `${[...certificates, ''].join('\n')}${authority}`;
  const system = write('ca-and-system.pem', withAuthority(roots));
  const bundles = Object.entries(BUNDLES).map(([variable, program]) => {
    const named = certificatesIn(environment[variable] ?? '');
    return [variable, named.length === 0 ? system : write(`ca-and-${program}.pem`, withAuthority(named))];
  });
  const options = environment[JAVA_OPTIONS] ?? '';
  write('php.ini', `curl.cainfo="${system}"\nopenssl.cafile="${system}"\n`);
  return {
    caFile: write('ca.pem', authority),
    variables: {
      ...(Object.fromEntries(bundles) as Record<string, string>),
      [PHP_FOLDERS]: `${environment[PHP_FOLDERS] ?? ''}${delimiter}${folder}`,
      // The caller's own trust store is left alone: it cannot be read here.
      ...(JAVA_TRUST_STORE.test(options)
        ? {}
        : {
            [JAVA_OPTIONS]: [
              ...(options === '' ? [] : [options]),
              `-Djavax.net.ssl.trustStore=${quoted(write('ca-and-system.jks', javaTrustStore([...roots, authority])))}`,
              `-Djavax.net.ssl.trustStorePassword=${JAVA_TRUST_STORE_PASSWORD}`,
            ].join(' '),
          }),
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Java splits its options at spaces, unless they are quoted. */
function quoted(path: string): string {
  return path.includes(' ') ? `"${path}"` : path;
}
