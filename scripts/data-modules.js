// Writes what the compiler does not write to dist: the CommonJS and data modules.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';

writeFileSync('dist/cjs/package.json', '{"type":"commonjs"}\n');

/** Writes a value as an ES module and a CommonJS module, since JSON imports differ in each setting. */
function writeData(name, value, type) {
  const text = JSON.stringify(value);
  mkdirSync('dist/data', { recursive: true });
  writeFileSync(`dist/data/${name}.js`, `export const ${name} = ${text};\n`);
  writeFileSync(`dist/cjs/${name}.js`, `exports.${name} = ${text};\n`);
  const declaration = `export declare const ${name}: ${type};\n`;
  writeFileSync(`dist/data/${name}.d.ts`, declaration);
  writeFileSync(`dist/cjs/${name}.d.ts`, declaration);
}

const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
const schemas = readdirSync('schemas')
  .filter((file) => file.endsWith('.json'))
  .map((file) => [basename(file, '.json'), json(`schemas/${file}`)]);
writeData(
  'openapi',
  json('src/generated/openapi.json'),
  '{ readonly openapi: string; readonly info: { readonly title: string; readonly version: string }; ' +
    'readonly paths: Readonly<Record<string, unknown>>; readonly [name: string]: unknown }',
);
writeData(
  'schemas',
  Object.fromEntries(schemas),
  `Readonly<Record<${schemas.map(([name]) => `'${name}'`).join(' | ')}, Readonly<Record<string, unknown>>>>`,
);
