import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import addFormats from 'ajv-formats';
import { advice, inlined, type SchemaNode } from './schemas.js';

const ANNOTATIONS = ['x-requirement', 'x-expected', 'x-should', 'x-personal', 'x-vocabulary'];

/** An Ajv that knows the suite's annotations and reports the node that was violated. */
export function contractAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    // Conditional parts do not repeat the type and properties of the node they refine.
    strictTypes: false,
    strictRequired: false,
    code: { source: true, esm: true },
  });
  ajv.addVocabulary(ANNOTATIONS);
  addFormats.default(ajv);
  return ajv;
}

/** The schemas that validators are generated from: MUST and SHOULD. */
export function validatorSchemas(schemas: ReadonlyMap<string, SchemaNode>): Record<string, SchemaNode> {
  const customer = inlined(schemas, 'customer');
  return {
    validateCustomer: customer,
    validateRecommendations: advice(customer),
    validateLgaCustomer: inlined(schemas, 'lga-customer'),
    validateError: inlined(schemas, 'error'),
    validateGatewayError: inlined(schemas, 'gateway-error'),
  };
}

/** The source of the standalone validators, as a TypeScript module that the compiler does not check. */
export function validatorSource(named: Record<string, SchemaNode>): string {
  const ajv = contractAjv();
  for (const [name, schema] of Object.entries(named)) ajv.addSchema(schema, name);
  const source = standaloneCode.default(ajv, Object.fromEntries(Object.keys(named).map((name) => [name, name])));
  return [
    '// @ts-nocheck',
    // Ajv's standalone modules load their runtime with `require`, even in ES modules.
    "import { createRequire } from 'node:module';",
    'const require = createRequire(import.meta.url);',
    bounded(source.replace(/^"use strict";/, '')),
    '',
  ].join('\n');
}

/** The most errors that a validator keeps: a body of 5 MiB can have millions. */
const MAX_ERRORS = 150_000;

/** Makes validators keep at most {@link MAX_ERRORS} errors; they still count all of them. */
function bounded(source: string): string {
  return source
    .replaceAll(/vErrors\.push\((\w+)\)/g, `vErrors.length < ${MAX_ERRORS} && vErrors.push($1)`)
    .replaceAll(/vErrors\.length = (_errs\d+)/g, 'vErrors.length = Math.min($1, vErrors.length)');
}
