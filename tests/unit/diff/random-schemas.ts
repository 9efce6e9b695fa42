import fc from 'fast-check';

type Schema = Record<string, unknown>;

/** Keywords for texts and numbers, each of which may be missing. */
const simple = fc.record(
  {
    type: fc.constantFrom('string', 'integer', 'number', 'boolean', ['string', 'null'], ['string', 'integer']),
    maxLength: fc.integer({ min: 0, max: 3 }),
    minLength: fc.integer({ min: 0, max: 3 }),
    minimum: fc.integer({ min: 0, max: 2 }),
    exclusiveMaximum: fc.integer({ min: 1, max: 2 }),
    pattern: fc.constantFrom('^a', '^b'),
    enum: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 1, null), { minLength: 1 }),
  },
  { requiredKeys: [] },
);

/** Schemas as they may come, with the keywords that the comparison weighs. */
const { schema } = fc.letrec<{ schema: Schema }>((tie) => {
  const several = (minLength: number) => fc.array(tie('schema'), { minLength, maxLength: 3 });
  return {
    schema: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      simple,
      fc.record(
        {
          type: fc.constant('object'),
          properties: fc.dictionary(fc.constantFrom('a', 'b', 'constructor'), tie('schema'), {
            maxKeys: 2,
            noNullPrototype: true,
          }),
          required: fc.subarray(['a', 'b']),
          additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
          patternProperties: fc.dictionary(fc.constantFrom('^a', 'c'), tie('schema'), {
            maxKeys: 1,
            noNullPrototype: true,
          }),
          dependentRequired: fc.constantFrom({ a: ['b'] }, { c: ['a'] }),
          propertyNames: fc.constantFrom({ maxLength: 1 }, { pattern: '^a' }),
          minProperties: fc.integer({ min: 0, max: 2 }),
        },
        { requiredKeys: ['type'] },
      ),
      fc.record(
        {
          type: fc.constant('array'),
          items: tie('schema'),
          prefixItems: several(1),
          contains: tie('schema'),
          maxItems: fc.integer({ min: 0, max: 2 }),
          uniqueItems: fc.boolean(),
        },
        { requiredKeys: ['type'] },
      ),
      fc.record({ anyOf: several(1) }),
      // Alternatives that no value fits two of, as people write them.
      fc.record({
        oneOf: fc.subarray([{ type: 'string', maxLength: 2 }, { type: ['integer', 'null'] }, { type: 'array' }], {
          minLength: 1,
        }),
      }),
      fc.record({ allOf: several(1) }),
      fc.record({ not: tie('schema') }),
      fc.record({ if: tie('schema'), then: tie('schema'), else: tie('schema') }, { requiredKeys: ['if'] }),
    ),
  };
});

/** A schema, and one that is like it but in one place. */
const oneEdit = fc.tuple(schema, schema, fc.nat({ max: 30 })).map(([one, other, place]): [Schema, Schema] => {
  let at = 0;
  const edited = (node: unknown, isSchema: boolean): unknown => {
    if (typeof node !== 'object' || node === null) return node;
    if (isSchema && (at += 1) - 1 === place % 8) return other;
    if (Array.isArray(node)) return node.map((child) => edited(child, true));
    const plain = new Set(['type', 'enum', 'required', 'dependentRequired', 'propertyNames', 'oneOf']);
    return Object.fromEntries(
      Object.entries(node).map(([name, child]) => [
        name,
        plain.has(name) ? child : edited(child, !/roperties$/.test(name) && !Array.isArray(child)),
      ]),
    );
  };
  const now = edited(one, true);
  return [one, typeof now === 'object' && now !== null ? (now as Schema) : other];
});

/** Two schemas: mostly one and a version of it, sometimes strangers. */
export const pairs = fc.oneof({ weight: 3, arbitrary: oneEdit }, { weight: 1, arbitrary: fc.tuple(schema, schema) });

/** One schema. */
export const schemas = schema;

/** Values that such schemas take or refuse. */
export const { value: values } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>('', 'a', 'b', 'aa', 'bbbb', 'c', 0, 1, 1.5, 2, true, null),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'constructor'), tie('value'), { maxKeys: 2, noNullPrototype: true }),
    fc.array(tie('value'), { maxLength: 2 }),
  ),
}));
