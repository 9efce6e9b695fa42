import { isObject } from '../exchange/body.js';
import { joined } from '../exchange/json-path.js';
import { BoundedTally } from './bounded-tally.js';
import { customerShape, valuePath, type FieldShape, type FieldShapes } from './customer-fields.js';
import type { FieldCount, Kind, Portfolio, Show, ValueCount } from './portfolio.js';
import { ValueCounter } from './value-counter.js';

/** The most undocumented fields of one object that are counted separately. */
const MAX_UNDOCUMENTED = 200;

/** Fields without a list whose values are counted, with the pattern of their ordinary values. */
const COUNTED: Readonly<Partial<Record<string, RegExp>>> = {
  'companyProfile.preferredLanguage': /^[a-z]{2}-[A-Za-z]{2,4}$/,
  'companyProfile.address.country': /^[A-Z]{2}$/,
  'discounts[].level': /^(?:\d{2}|T[1-7A-G])$/,
  'discounts[].discountCode': /^HVD_L\d\d_(?:PRE|POST)$/,
};

/** Fields whose values depend on the value of a sibling field. */
const SPLIT: Readonly<Partial<Record<string, string>>> = {
  'discounts[].level': 'offerType',
  'benefits[].status': 'type',
};

/** Counts the shapes of customers, one after another, in bounded memory. */
export class PortfolioCounter {
  #customers = 0;
  readonly #root = new ObjectCounter('', customerShape);

  /** Counts one customer. */
  add(customer: Readonly<Record<string, unknown>>, show: Show): void {
    this.#customers += 1;
    this.#root.add(customer, show);
  }

  /** Adds the counts of another counter's portfolio. */
  merge(portfolio: Portfolio): void {
    this.#customers += portfolio.customers;
    const byPath = new Map(portfolio.fields.map((field) => [field.path, field]));
    const values = new Map(portfolio.values.map((count) => [count.path, count]));
    this.#root.merge(portfolio.customers, byPath, values);
  }

  /** The counts so far. */
  get portfolio(): Portfolio {
    const portfolio: Portfolio = { customers: this.#customers, fields: [], values: [] };
    this.#root.write(portfolio);
    return portfolio;
  }
}

/** Counts one place in a customer: a field, or the items of an array. */
class PlaceCounter {
  readonly #items: PlaceCounter | undefined;
  readonly #fields: ObjectCounter | undefined;
  readonly #values: ValueCounter | undefined;
  readonly #counts = { present: 0, null: 0, empty: 0 };
  readonly #kinds: Partial<Record<Kind, number>> = {};

  constructor(
    private readonly path: string,
    private readonly parent: string,
    shape: FieldShape,
  ) {
    if (shape.list === true) {
      const { list: _list, ...item } = shape;
      this.#items = new PlaceCounter(valuePath(path, shape), path, item);
    } else {
      if (shape.fields !== undefined) this.#fields = new ObjectCounter(path, shape.fields);
      const plain = COUNTED[path];
      if ((shape.values !== undefined || plain !== undefined) && SPLIT[path] === undefined) {
        this.#values = new ValueCounter(path, shape.values, plain);
      }
    }
  }

  add(value: unknown, show: Show): void {
    this.#counts.present += 1;
    if (value === null) {
      this.#counts.null += 1;
      return;
    }
    const kind = kindOf(value);
    this.#kinds[kind] = (this.#kinds[kind] ?? 0) + 1;
    if (isEmpty(value)) this.#counts.empty += 1;
    if (typeof value === 'string') this.#values?.add(value, show);
    else if (Array.isArray(value)) for (const item of value) this.#items?.add(item, show);
    else if (isObject(value)) this.#fields?.add(value, show);
  }

  merge(fields: ReadonlyMap<string, FieldCount>, values: ReadonlyMap<string, ValueCount>): void {
    const count = fields.get(this.path);
    if (count === undefined) return;
    this.#counts.present += count.present;
    this.#counts.null += count.null;
    this.#counts.empty += count.empty;
    addKinds(this.#kinds, count.kinds);
    this.#values?.merge(values);
    this.#items?.merge(fields, values);
    this.#fields?.merge(count.kinds.object ?? 0, fields, values);
  }

  write(into: Portfolio, of: number): void {
    const { path, parent } = this;
    into.fields.push({ path, parent, documented: true, of, ...this.#counts, kinds: { ...this.#kinds } });
    this.#values?.write(into);
    this.#items?.write(into, this.#items.#counts.present);
    this.#fields?.write(into);
  }
}

type UndocumentedCount = Omit<FieldCount, 'path' | 'parent' | 'documented' | 'of'>;

/** Counts the objects of one place, and their fields. */
class ObjectCounter {
  #objects = 0;
  readonly #fields = new Map<string, PlaceCounter>();
  readonly #split: { name: string; by: string; counters: Map<string, ValueCounter> }[] = [];
  readonly #undocumented = new BoundedTally<UndocumentedCount>(MAX_UNDOCUMENTED, addedCounts);

  constructor(
    private readonly path: string,
    shapes: FieldShapes,
  ) {
    for (const [name, shape] of Object.entries(shapes)) {
      const fieldPath = this.#pathOf(name);
      this.#fields.set(name, new PlaceCounter(fieldPath, path, shape));
      const by = SPLIT[fieldPath];
      if (by === undefined) continue;
      const kinds = shapes[by]?.values ?? [];
      const counters = kinds.map((kind) => {
        return [kind, new ValueCounter(`${fieldPath} of ${kind}`, shape.values, COUNTED[fieldPath])] as const;
      });
      this.#split.push({ name, by, counters: new Map(counters) });
    }
  }

  add(value: Readonly<Record<string, unknown>>, show: Show): void {
    this.#objects += 1;
    for (const name of Object.keys(value)) {
      const field = this.#fields.get(name);
      if (field !== undefined) field.add(value[name], show);
      else this.#undocumented.add(this.#pathOf(show(name)), countsOf(value[name]));
    }
    for (const { name, by, counters } of this.#split) {
      const counter = counters.get(String(value[by]));
      if (counter === undefined) continue;
      const text = value[name];
      if (typeof text === 'string') counter.add(text, show);
      // A status that is null or absent marks a migrated agency.
      else if (text === null || text === undefined) counter.addAbsence(text === null ? '(null)' : '(absent)');
    }
  }

  merge(objects: number, fields: ReadonlyMap<string, FieldCount>, values: ReadonlyMap<string, ValueCount>): void {
    this.#objects += objects;
    for (const field of this.#fields.values()) field.merge(fields, values);
    for (const { counters } of this.#split) for (const counter of counters.values()) counter.merge(values);
    for (const { path, parent, documented, of: _of, ...counts } of fields.values()) {
      if (!documented && parent === this.path) this.#undocumented.add(path, counts);
    }
  }

  write(into: Portfolio): void {
    for (const field of this.#fields.values()) field.write(into, this.#objects);
    for (const { counters } of this.#split) for (const counter of counters.values()) counter.write(into);
    for (const [path, counts] of this.#undocumented.entries) {
      into.fields.push({ path, parent: this.path, documented: false, of: this.#objects, ...counts });
    }
  }

  #pathOf(name: string): string {
    return joined(this.path, name);
  }
}

function countsOf(value: unknown): UndocumentedCount {
  return {
    present: 1,
    null: value === null ? 1 : 0,
    empty: isEmpty(value) ? 1 : 0,
    kinds: value === null ? {} : { [kindOf(value)]: 1 },
  };
}

function addedCounts(a: UndocumentedCount, b: UndocumentedCount): UndocumentedCount {
  const kinds = { ...a.kinds };
  addKinds(kinds, b.kinds);
  return { present: a.present + b.present, null: a.null + b.null, empty: a.empty + b.empty, kinds };
}

function addKinds(to: Partial<Record<Kind, number>>, more: Partial<Record<Kind, number>>): void {
  for (const [kind, count] of Object.entries(more) as [Kind, number][]) to[kind] = (to[kind] ?? 0) + count;
}

function kindOf(value: unknown): Kind {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value as 'string' | 'boolean' | 'object';
}

function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === '';
  if (Array.isArray(value)) return value.length === 0;
  for (const _name in value) return false;
  return true;
}
