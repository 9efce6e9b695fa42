#!/usr/bin/env node
import { existsSync } from 'node:fs';

const main = new URL('../dist/src/cli/main.js', import.meta.url);
if (existsSync(main)) {
  try {
    await import(main.href);
  } catch (error) {
    // Without this, Node would end with 1, which means that something does not conform.
    console.error(`vipmp-conformance: could not be loaded: ${error.message}`);
    process.exitCode = 4;
  }
} else {
  console.error('vipmp-conformance: this checkout is not built yet: run npm run build');
  process.exitCode = 2;
}
