import { createRequire } from 'node:module';

/** The version of this package, whether it runs from its sources, from dist or installed. */
export function suiteVersion(): string {
  const manifest = createRequire(import.meta.url)('vipmp-conformance/package.json') as { version: string };
  return manifest.version;
}
