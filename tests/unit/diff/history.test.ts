import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { readDescription } from '../../../src/description/description.js';
import { diffOfDocuments, type DescriptionDiff } from '../../../src/diff/difference.js';
import { dictOf, type Dict } from '../../../src/description/json.js';

/** The contract as data that a step may change. */
interface Contract {
  components: { schemas: Record<string, Schema> };
}
interface Schema {
  type?: string | string[];
  enum?: unknown[];
  required?: string[];
  properties: Record<string, Schema>;
  allOf?: Schema[];
  then?: unknown;
  if?: unknown;
}

/** One move of the contract, written backwards: how it was before. */
interface Move {
  name: string;
  undo: (schemas: Record<string, Schema>) => void;
}

const LGA = 'LARGE_GOVERNMENT_AGENCY';
const of = (schemas: Record<string, Schema>, name: string): Schema => {
  const schema = schemas[name];
  if (schema === undefined) throw new Error(`the contract has no schema ${name} any more`);
  return schema;
};
const without = (schema: Schema, ...names: string[]): void => {
  for (const name of names) {
    if (!Object.hasOwn(schema.properties, name)) throw new Error(`the contract has no ${name} any more`);
    Reflect.deleteProperty(schema.properties, name);
  }
  if (schema.required !== undefined) schema.required = schema.required.filter((name) => !names.includes(name));
};

/** The moves that the public documentation shows, the latest first. */
const MOVES: Move[] = [
  {
    name: '2026-02 optional sub-segment of a migrated agency',
    undo: (schemas) => {
      of(of(schemas, 'LargeGovernmentAgencyCustomer').properties, 'companyProfile').required?.push('marketSubSegments');
    },
  },
  {
    name: '2025-07 explicit nulls',
    undo: (schemas) => {
      of(schemas, 'Commitment').type = 'object';
      const status = of(of(schemas, 'Benefit').properties, 'status');
      status.type = 'string';
      status.enum = status.enum?.filter((value) => value !== null) ?? [];
    },
  },
  {
    name: '2025-03 the benefit of Large Government Agencies',
    undo: (schemas) => {
      without(of(schemas, 'LinkedMembership'), 'country', 'benefitTypes');
      without(of(schemas, 'Benefit'), 'status');
      const type = of(of(schemas, 'Benefit').properties, 'type');
      type.enum = type.enum?.filter((value) => value !== LGA) ?? [];
      const { if: _if, then: _then, ...customer } = of(schemas, 'Customer');
      schemas['Customer'] = customer;
      Reflect.deleteProperty(schemas, 'LargeGovernmentAgencyCustomer');
    },
  },
  {
    name: '2024-12 tags and discountCode',
    undo: (schemas) => {
      without(of(schemas, 'Customer'), 'tags');
      without(of(schemas, 'Discount'), 'discountCode');
    },
  },
  {
    name: '2024-07 linkedMembership',
    undo: (schemas) => {
      without(of(schemas, 'Customer'), 'linkedMembership');
    },
  },
  {
    name: '2024-06 globalSalesEnabled',
    undo: (schemas) => {
      without(of(schemas, 'Customer'), 'globalSalesEnabled');
    },
  },
];

/** What each move is expected to be, as `rule path: reads`. */
const EXPECTED: Record<string, string[]> = {
  '2024-06 globalSalesEnabled': ['property-added-required globalSalesEnabled: compatible'],
  '2024-07 linkedMembership': ['property-added-optional linkedMembership: compatible'],
  '2024-12 tags and discountCode': [
    'property-added-optional discounts[].discountCode: compatible',
    'property-added-optional tags: compatible',
  ],
  '2025-03 the benefit of Large Government Agencies': [
    'enum-value-added benefits[].type: breaking',
    'property-added-optional benefits[].status: compatible',
    'property-added-optional linkedMembership.benefitTypes: compatible',
    'property-added-optional linkedMembership.country: compatible',
    'condition-added : compatible',
  ],
  '2025-07 explicit nulls': ['null-added benefits[].status: breaking', 'null-added benefits[].commitment: breaking'],
  '2026-02 optional sub-segment of a migrated agency': [
    `property-optional companyProfile.marketSubSegments, if benefits has an element whose type is "${LGA}": breaking`,
  ],
};

const BODY = /^GET \/v3\/customers\/\{customer-id\} 200 body(?:: )?/;

describe('the history of the contract', () => {
  /** The contract before and after each move, the earliest first. */
  const steps = new Map<string, DescriptionDiff>();
  let first: Dict = {};
  let last: Dict = {};

  beforeAll(async () => {
    const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
    let after = await readDescription({ argument: 'NEW', value: 'openapi/openapi.yaml', folder: root });
    last = after;
    for (const { name, undo } of MOVES) {
      const before = structuredClone(after) as unknown as Contract;
      undo(before.components.schemas);
      steps.set(name, await diffOfDocuments(dictOf(before), after, { old: 'before', now: name }));
      after = dictOf(before);
    }
    first = after;
  });

  it.each(MOVES.map(({ name }) => name).reverse())('%s', (name) => {
    const diff = steps.get(name);
    const found = diff?.changes.map(({ rule, path, reads }) => `${rule} ${path.replace(BODY, '')}: ${reads}`);
    expect(found?.sort()).toEqual([...(EXPECTED[name] ?? [])].sort());
    expect(diff?.changes.every(({ sends }) => sends === 'unaffected')).toBe(true);
    expect(diff?.breaking).toBe((EXPECTED[name] ?? []).some((line) => line.endsWith('breaking')));
  });

  it('shows the lines of the types that a move changes', () => {
    const lines = (name: string): string[] =>
      (steps.get(name)?.types.match(/^[-+] .*/gm) ?? []).map((line) => line.replace(/ +/, ' '));
    expect(lines('2024-06 globalSalesEnabled')).toContain('+ globalSalesEnabled: boolean;');
    expect(lines('2025-07 explicit nulls')).toContain('+ status?: "ACTIVE" | "PENDING_UPGRADE" | null;');
    expect(lines('2025-03 the benefit of Large Government Agencies')).toEqual(
      expect.arrayContaining([
        '- type: "THREE_YEAR_COMMIT";',
        '+ type: "LARGE_GOVERNMENT_AGENCY" | "THREE_YEAR_COMMIT";',
        '+ country?: "US" | "CA";',
      ]),
    );
    // What holds for an agency only is part of no type.
    expect(steps.get('2026-02 optional sub-segment of a migrated agency')?.types).toBe('');
  });

  it('reports once a null that three fields share', () => {
    const change = steps.get('2025-07 explicit nulls')?.changes.find(({ path }) => path.endsWith('commitment'));
    expect(change?.also.map((path) => path.replace(BODY, ''))).toEqual([
      'benefits[].commitmentRequest',
      'benefits[].recommitmentRequest',
    ]);
  });

  it('breaks a reader of 2023 exactly where a single move does', async () => {
    const whole = await diffOfDocuments(first, last, { old: '2023', now: '2026' });
    expect(whole.summary.breaksReaders).toBeGreaterThan(0);
    const breaking = whole.changes
      .filter(({ reads }) => reads === 'breaking')
      .map(({ path }) => path.replace(BODY, ''));
    // The status came with the benefit, and the condition with the agencies: neither was there to become wider.
    expect(breaking.sort()).toEqual(['benefits[].commitment', 'benefits[].type']);
  });
});
