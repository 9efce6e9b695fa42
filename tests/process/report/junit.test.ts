import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { junitXml } from '../../../src/report/junit.js';
import { hostileResults } from '../../unit/report/hostile-texts.js';
import { failingResults, inconclusiveResults, sampleResults } from '../../unit/report/sample-results.js';

const xmllint = '/usr/bin/xmllint';
const schema = fileURLToPath(new URL('junit.xsd', import.meta.url));

describe('junitXml', () => {
  it.skipIf(!existsSync(xmllint)).each([
    ['a run that passed', sampleResults()],
    ['a run with violations', failingResults()],
    ['a run that could not be judged', inconclusiveResults()],
    ['hostile texts', hostileResults()],
  ])('is valid for %s', (_name, results) => {
    const { status, stderr } = spawnSync(xmllint, ['--noout', '--nonet', '--schema', schema, '-'], {
      input: junitXml(results),
      encoding: 'utf8',
    });
    expect(stderr).toContain('validates');
    expect(status).toBe(0);
  });
});
