import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { namedByTitle } from '../../src/description/contract-types.js';

/** The parts of the description that the generator reads. */
export interface Bundle extends Readonly<Record<string, unknown>> {
  info: { version: string };
  paths: Readonly<Record<string, { get?: { responses: Readonly<Record<string, ErrorResponse>> } }>>;
}

interface ErrorResponse {
  content?: Readonly<Record<string, { examples?: Readonly<Record<string, { value?: ErrorExample }>> }>>;
}

interface ErrorExample {
  code?: string;
  message?: string;
}

/** The documented error codes, with the status and message of each. */
export function documentedErrors({ paths }: Bundle): Record<string, { status: number; message: string }> {
  const responses = Object.values(paths).flatMap(({ get }) => Object.entries(get?.responses ?? {}));
  const found = responses.flatMap(([status, { content }]) =>
    Object.values(content?.['application/json']?.examples ?? {}).flatMap(({ value: { code, message = '' } = {} }) =>
      code === undefined ? [] : [[code, { status: Number(status), message }] as const],
    ),
  );
  return Object.fromEntries(found);
}

/** The OpenAPI description as one self-contained document, its schemas named by their titles. */
export function bundledDescription(root: string): Bundle {
  const folder = mkdtempSync(join(tmpdir(), 'vipmp-conformance-'));
  const file = join(folder, 'openapi.json');
  try {
    const redocly = join(root, 'node_modules/@redocly/cli/bin/cli.js');
    execFileSync(process.execPath, [redocly, 'bundle', 'openapi/openapi.yaml', '--output', file], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    });
    return namedByTitle(JSON.parse(readFileSync(file, 'utf8')) as Bundle) as Bundle;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
