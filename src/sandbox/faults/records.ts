import type { Answer, ErrorCode, Role, SandboxRequest } from '../provider.js';
import { bytesOf } from '../reply.js';
import type { WireAction } from '../wire.js';
import { NoSuchPlace, type Change, type Json } from './changes.js';
import type { ConformingVariant, Fault, Hooks, RequirementId } from './fault.js';

/** Rows by the requirement that they violate and the name of the fault; if they violate several, under the first. */
type Table<Row> = Partial<Record<RequirementId, Readonly<Record<string, Row>>>>;

/** What a fault has in addition to the requirement that it is listed under. */
interface Consequences {
  /** Further requirements that it breaks. */
  breaks?: readonly RequirementId[];
  /** The requirements that may complain as a consequence. */
  also?: readonly RequirementId[];
}

/** A row of a table of faults; of faults in the body of a customer, with a change of it in place of the hooks. */
export type Row<Difference = Hooks> = readonly [
  description: string,
  difference: Difference,
  consequences?: Consequences | undefined,
];

/** Variations that conform, by their names, each with the SHOULDs that warn. */
export type Variations<Difference = Hooks> = Readonly<
  Record<string, readonly [description: string, difference: Difference, warns?: readonly RequirementId[] | undefined]>
>;

/** The faults of a table. */
export function faultsOf(table: Table<Row>): Fault[] {
  return Object.entries(table).flatMap(([id, rows]) =>
    Object.entries(rows).map(([name, [description, hooks, { breaks = [], also = [] } = {}]]) => ({
      name,
      description,
      breaks: [id as RequirementId, ...breaks],
      also,
      ...hooks,
    })),
  );
}

/** The faults of a table of faults in the body of one customer, the same at every read. */
export function bodyFaults(role: Role, table: Table<Row<Change>>): Fault[] {
  return Object.entries(table).flatMap(([id, rows]) =>
    faultsOf({
      [id]: mapValues(rows, ([description, change, more]) => [description, changesBody(role, change), more]),
    }),
  );
}

/** The conforming variants of a table. */
export function variantsOf(variations: Variations): ConformingVariant[] {
  return Object.entries(variations).map(([name, [description, hooks, warns = []]]) => ({
    name,
    description,
    breaks: [],
    also: [],
    warns,
    ...hooks,
  }));
}

/** The variations of one customer's body. */
export function bodyVariations(role: Role, variations: Variations<Change>): Variations {
  return mapValues(variations, ([description, change, warns]) => [description, changesBody(role, change), warns]);
}

/** Changes the body of one customer; one that has no such place is served as it is. */
function changesBody(role: Role, change: Change): Hooks {
  return {
    customer(customer, request) {
      return request.role === role ? changed(customer, change) : customer;
    },
  };
}

/** What a condition may look at, of an answer and of its request. */
interface Occasion extends Pick<SandboxRequest, 'id' | 'role' | 'headers' | 'names'>, Pick<Answer, 'status'> {
  /** The code of a refusal. */
  readonly code: unknown;
  /** Whether it is the first response to an earlier request, given again. */
  readonly isReplay: boolean;
  /** The ordinal of the request, from 1. */
  readonly count: number;
}

type Condition = (occasion: Occasion) => boolean;

/** What changes in an answer. */
type AnswerChange = Partial<Answer> | ((answer: Answer, count: number) => Partial<Answer>);

/** Changes the answers that meet a condition. */
export function when(where: Condition, change: AnswerChange): Hooks {
  return {
    answer: (answer, request, count) =>
      where(occasionOf(answer, request, count))
        ? { ...answer, ...(typeof change === 'function' ? change(answer, count) : change) }
        : answer,
  };
}

/** Changes every answer. */
export function everyAnswer(change: AnswerChange): Hooks {
  return when(() => true, change);
}

/** Changes the answers that have a status. */
export function whenStatus(status: number, change: AnswerChange): Hooks {
  return when(hasStatus(status), change);
}

/** Changes the refusal that has a code, always or if a condition holds. */
export function whenRefused(code: ErrorCode, change: AnswerChange, where: Condition = () => true): Hooks {
  return when((occasion) => occasion.code === code && where(occasion), change);
}

/** The refusal that has a code, under another status. */
export function restated(code: ErrorCode, status: number): Hooks {
  return whenRefused(code, { status });
}

/** How the answers that meet a condition are sent. */
export function wire(action: WireAction, where: Condition = () => true): Hooks {
  return { wire: (request, count, answer) => (where(occasionOf(answer, request, count)) ? action : undefined) };
}

/** Whether an answer has a status. */
export function hasStatus(status: number): Condition {
  return (occasion) => occasion.status === status;
}

/** Further headers of an answer, or other ones. */
export function withHeaders(more: Record<string, string>): (answer: Answer) => Partial<Answer> {
  return ({ headers }) => ({ headers: { ...headers, ...more } });
}

/** An answer without one of its headers. */
export function withoutHeader(name: string): (answer: Answer) => Partial<Answer> {
  return ({ headers: { [name]: _dropped, ...headers } }) => ({ headers });
}

/** An answer whose body is encoded, and its coding announced. */
export function compressed(coding: string, encode: (bytes: Buffer) => Buffer): (answer: Answer) => Partial<Answer> {
  return (answer) => ({ ...withHeaders({ 'content-encoding': coding })(answer), body: encode(bytesOf(answer)) });
}

/** A page in place of an answer. */
export function withPage({ headers }: Answer): Partial<Answer> {
  return { headers: { ...headers, 'content-type': 'text/html' }, body: '<!doctype html><title>Log in</title>' };
}

function occasionOf({ status, body, replayed }: Answer, request: SandboxRequest, count: number): Occasion {
  return { ...request, status, count, code: (body as { code?: unknown } | null)?.code, isReplay: replayed === true };
}

function changed(customer: Json, change: Change): Json {
  const copy = structuredClone(customer);
  try {
    change(copy);
  } catch (error) {
    if (error instanceof NoSuchPlace) return customer;
    throw error;
  }
  return copy;
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
