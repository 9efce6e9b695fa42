import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import type { OpenAPI3 } from 'openapi-typescript';

interface Bundle {
  info: { version: string };
  components: { schemas: Record<string, { title?: string; description?: string }> };
}

/** The OpenAPI description as one file without references to others, its schemas named by their titles. */
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
    return namedByTitle(readFileSync(file, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function namedByTitle(text: string): Bundle {
  const names = Object.entries((JSON.parse(text) as Bundle).components.schemas).map(([key, schema]) => ({
    key,
    name: pascalCase(schema.title ?? key),
  }));
  const renamed = names.reduce(
    (json, { key, name }) => json.replaceAll(`"#/components/schemas/${key}"`, `"#/components/schemas/${name}"`),
    text,
  );
  const bundle = JSON.parse(renamed) as Bundle;
  bundle.components.schemas = Object.fromEntries(
    names.map(({ key, name }) => {
      // An identifier would move the base that references in a bundle are resolved against.
      const { $id: _id, $schema: _schema, ...schema } = bundle.components.schemas[key] as Record<string, unknown>;
      return [name, schema];
    }),
  );
  return bundle;
}

function pascalCase(title: string): string {
  return title
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** The description as types can say it: what depends on values becomes part of no type. */
export function withoutConditions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutConditions);
  if (typeof value !== 'object' || value === null) return value;
  const { if: _if, then: _then, allOf, anyOf, ...rest } = value as Record<string, unknown>;
  // Schemas that apply to Large Government Agencies only are reached by conditions alone.
  if ('LargeGovernmentAgencyCustomer' in rest) delete rest['LargeGovernmentAgencyCustomer'];
  // Where the type is said, the alternatives only narrow its values.
  if (anyOf !== undefined && rest['type'] === undefined) rest['anyOf'] = anyOf;
  const parts = (Array.isArray(allOf) ? allOf : []).filter((part: object) => !('if' in part));
  if (parts.length > 0) rest['allOf'] = parts;
  return Object.fromEntries(Object.entries(rest).map(([key, child]) => [key, withoutConditions(child)]));
}

/** The TypeScript types of the description, with an alias for every schema. */
export async function contractTypes(bundle: Bundle): Promise<string> {
  const shapes = withoutConditions(bundle) as Bundle;
  const aliases = Object.entries(shapes.components.schemas).map(
    ([name, schema]) => `/** ${schema.description ?? name} */\nexport type ${name} = components["schemas"]["${name}"];`,
  );
  const types = astToString(await openapiTS(shapes as unknown as OpenAPI3));
  return `/** Contract version ${bundle.info.version}. */\n${types}\n${aliases.join('\n\n')}\n`;
}
