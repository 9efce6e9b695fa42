import type { Answer, ErrorCode, Role, SandboxRequest } from '../provider.js';
import { bytesOf } from '../reply.js';
import { NoSuchPlace, type Change, type Json } from './changes.js';
import type { Fault, Hooks, RequirementId } from './fault.js';

/** Faults by the requirement that they violate; those that violate several are listed under the first. */
export type ByRequirement<Row> = Partial<Record<RequirementId, readonly Row[]>>;

/** What a fault has in addition to the requirement that it is listed under. */
export interface Consequences {
  /** Further requirements that it breaks. */
  breaks?: readonly RequirementId[];
  /** The requirements that may complain as a consequence. */
  also?: readonly RequirementId[];
}

/** A row of a table of faults in the body of a customer. */
export type BodyRow = readonly [name: string, description: string, change: Change, consequences?: Consequences];

/** A row of a table of any other faults. */
export type Row = readonly [name: string, description: string, hooks: Hooks, consequences?: Consequences];

/** The faults of a table. */
export function faultsOf(table: ByRequirement<Row>): Fault[] {
  return rowsOf(table).map(([id, [name, description, hooks, { breaks = [], also = [] } = {}]]) => ({
    name,
    description,
    breaks: [id, ...breaks],
    also,
    ...hooks,
  }));
}

/** The faults of a table of faults in the body of one customer, the same at every read. */
export function bodyFaults(role: Role, table: ByRequirement<BodyRow>): Fault[] {
  return rowsOf(table).flatMap(([id, [name, description, change, consequences]]) =>
    faultsOf({ [id]: [[name, description, changesBody(role, change), consequences ?? {}]] }),
  );
}

/** Changes the body of one customer; one that has no such place is served as it is. */
export function changesBody(role: Role, change: Change): Hooks {
  return {
    customer(customer, request) {
      return request.role === role ? changed(customer, change) : customer;
    },
  };
}

/** Whether something holds for an answer, its request, and the ordinal of the request. */
export type Condition = (answer: Answer, request: SandboxRequest, count: number) => boolean;

/** Changes the answers that a condition holds for. */
export function changesAnswer(
  where: Condition,
  change: Partial<Answer> | ((answer: Answer, count: number) => Partial<Answer>),
): Hooks {
  return {
    answer: (answer, request, count) =>
      where(answer, request, count)
        ? { ...answer, ...(typeof change === 'function' ? change(answer, count) : change) }
        : answer,
  };
}

/** Changes every answer. */
export function everyAnswer(change: (answer: Answer) => Partial<Answer>): Hooks {
  return changesAnswer(() => true, change);
}

/** The refusal that has a code, under another status. */
export function restated(code: ErrorCode, status: number): Hooks {
  return changesAnswer(isRefusal(code), { status });
}

/** Another body for the refusal that has a code. */
export function refusing(code: ErrorCode, body: unknown): Hooks {
  return changesAnswer(isRefusal(code), { body });
}

/** Whether an answer is a customer that is read now, not replayed. */
export function isRead({ status, replayed }: Answer): boolean {
  return status === 200 && replayed !== true;
}

/** Whether an answer is the first response again. */
export function isReplay({ replayed }: Answer): boolean {
  return replayed === true;
}

/** Whether an answer is the refusal that the documentation gives a code. */
export function isRefusal(code: ErrorCode): (answer: Answer) => boolean {
  return ({ body }) => typeof body === 'object' && body !== null && (body as { code?: unknown }).code === code;
}

/** Whether an answer has a status. */
export function hasStatus(status: number): (answer: Answer) => boolean {
  return (answer) => answer.status === status;
}

/** A media type in place of that of an answer. */
export function withType(type: string): (answer: Answer) => Partial<Answer> {
  return ({ headers }) => ({ headers: { ...headers, 'content-type': type } });
}

/** An answer whose body is encoded, and its coding announced. */
export function compressed(answer: Answer, coding: string, encode: (bytes: Buffer) => Buffer): Partial<Answer> {
  return { headers: { ...answer.headers, 'content-encoding': coding }, body: encode(bytesOf(answer)) };
}

/** A page in place of an answer. */
export function withPage({ headers }: Answer): Partial<Answer> {
  return { headers: { ...headers, 'content-type': 'text/html' }, body: '<!doctype html><title>Log in</title>' };
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

function rowsOf<R>(table: ByRequirement<R>): [id: RequirementId, row: R][] {
  return Object.entries(table).flatMap(([id, rows]) =>
    rows.map((row): [RequirementId, R] => [id as RequirementId, row]),
  );
}
