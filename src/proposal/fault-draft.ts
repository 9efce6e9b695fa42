import type { ContractFiles } from './contract-files.js';
import type { NewField } from './unknown-items.js';

/** The fault tables by theme; the customer of each table has the object that a new field is in. */
const TABLES: Readonly<Record<string, string>> = {
  customer: 'customer',
  links: 'customer',
  profile: 'profile',
  address: 'profile',
  contact: 'profile',
  discount: 'entitlements',
  membership: 'entitlements',
  benefit: 'agencies',
  lga: 'agencies',
};

/**
 * Adds a fault that violates the requirement of a new field, with a value of a type that was not seen.
 *
 * @returns whether it did; a field may have every type
 */
export function addFault({ path, types }: NewField, requirement: string, files: ContractFiles): boolean {
  const table = TABLES[requirement.split('.')[0] ?? ''];
  const wrong = wrongFor(types);
  const file = `src/sandbox/faults/${table ?? ''}.ts`;
  if (table === undefined || wrong === undefined || !files.has(file)) return false;
  const name = `${requirement.replace('.', '-')}-of-another-type`;
  const words = JSON.stringify(`${path} is ${wrong.words}`);
  const change = `set(${JSON.stringify(path.replaceAll('[]', '.*'))}, ${JSON.stringify(wrong.value)})`;
  const text = files.text(file);
  const end = text.search(/^\}\);$/m);
  const draft = `  '${requirement}': { '${name}': [${words}, ${change}] },\n`;
  files.change(file, text.slice(0, end) + draft + text.slice(end));
  return true;
}

function wrongFor(types: readonly string[]): { value: unknown; words: string } | undefined {
  if (!types.includes('integer') && !types.includes('number')) return { value: 7, words: 'a number' };
  if (!types.includes('string')) return { value: 'text', words: 'a text' };
  if (!types.includes('boolean')) return { value: true, words: 'true' };
  return types.includes('array') ? undefined : { value: [], words: 'an array' };
}
