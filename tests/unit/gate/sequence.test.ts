import { describe, expect, it } from 'vitest';
import type { Habits } from '../../../src/gate/retries.js';
import type { RequirementId } from '../../../src/requirements/catalogue.js';
import { Conversation } from '../../../src/gate/conversation.js';
import { requestsOf, verdictsOn, type Step } from './conversation.js';

const OTHER = '/v3/customers/1000000002';
const correlated = (step: Step = {}): Step => ({ ...step, headers: { 'x-correlation-id': 'same', ...step.headers } });
const withSameId = (step: Step): Step => ({ ...step, headers: { ...step.headers, 'x-request-id': 'same' } });
const bearer = (value: string, step: Step = {}): Step => ({
  ...step,
  headers: { ...step.headers, authorization: `Bearer ${value}` },
});
const fetched = (token: string): Step => ({ method: 'POST', target: '/ims/token/v3', token });
const throttled: Step = { answer: 429, answerHeaders: { 'retry-after': '1' } };

/** Which of some requests break a rule, from 1. */
function broken(requirement: RequirementId, ...steps: Step[]): number[] {
  const verdicts = verdictsOn(steps, requirement);
  return verdicts.flatMap((verdict, index) => (verdict === 'kept' || verdict === 'not asked' ? [] : [index + 1]));
}

describe('a request id', () => {
  const same: Step = { headers: { 'x-request-id': 'same' } };
  it('may be used once, whatever became of the request', () => {
    expect(broken('request.request-id-unique', {}, {})).toEqual([]);
    expect(broken('request.request-id-unique', same, same)).toEqual([2]);
    expect(broken('request.request-id-unique', { ...same, answer: 'none' }, { ...same, target: OTHER })).toEqual([2]);
  });

  it.each<[name: string, later: Step, wanted: number[]]>([
    ['may be repeated at once, as a transport does', { after: 30 }, []],
    ['must be new after a pause', { after: 500 }, [2]],
    ['must be new if another header is', { after: 30, headers: { 'x-correlation-id': 'other' } }, [2]],
  ])('%s, if the connection broke', (_name, later, wanted) => {
    const steps = [correlated({ answer: 'none' }), correlated(later)].map(withSameId);
    expect(broken('request.request-id-unique', ...steps)).toEqual(wanted);
  });

  it('must be new if the client gave up, however soon', () => {
    const steps = [correlated({ answer: 'none', takes: 2000 }), correlated({ after: 30 })].map(withSameId);
    expect(broken('request.request-id-unique', ...steps)).toEqual([2]);
  });

  it.each<[name: string, earlier: Step, wanted: number[]]>([
    ['is used up by another endpoint of the same API', { method: 'POST', target: '/v3/orders', answer: 501 }, [2]],
    ['is used up by another method of the same path', { method: 'PATCH', answer: 501 }, [2]],
    ['is not used up by a request for a token', { method: 'POST', target: '/ims/token/v3' }, []],
    ["is not used up by a service of the client's own", { target: '/inventory/7', answer: 501 }, []],
  ])('%s', (_name, earlier, wanted) => {
    expect(broken('request.request-id-unique', { ...same, ...earlier }, same)).toEqual(wanted);
    expect(broken('request.correlation-id-fresh', correlated(earlier), correlated())).toEqual(wanted);
    expect(verdictsOn([{ ...same, ...earlier }, same], 'request.request-id-unique').at(-1)).toMatch(
      /kept|was used before/,
    );
  });
});

describe('a correlation id', () => {
  it.each<[name: string, steps: Step[], wanted: number[]]>([
    ['is fresh for every intent', [{}, {}], []],
    ['may be kept after an attempt without a response', [correlated({ answer: 'none' }), correlated()], []],
    [
      'may be kept after several such attempts',
      [correlated({ answer: 'none' }), correlated({ answer: 'none' }), correlated()],
      [],
    ],
    ['is used up by a success', [correlated(), correlated()], [2]],
    ['is used up by a fault of the server', [correlated({ answer: 500 }), correlated()], [2]],
    ['is used up by a throttled call', [correlated(throttled), correlated({ after: 2000 })], [2]],
    ['is used up although a later attempt broke', [correlated(), correlated({ answer: 'none' }), correlated()], [2, 3]],
    [
      'may be kept with another query',
      [correlated({ answer: 'none' }), correlated({ target: '/v3/customers/1000000001?_=1' })],
      [],
    ],
    ['belongs to one customer', [correlated({ answer: 'none' }), correlated({ target: OTHER })], [2]],
    ['may be kept if the response came too late', [correlated({ takes: 3000 }), correlated({ after: -2000 })], []],
    ['belongs to one request at a time', [correlated({ takes: 20 }), correlated({ after: -15 })], [2]],
  ])('%s', (_name, steps, wanted) => {
    expect(broken('request.correlation-id-fresh', ...steps)).toEqual(wanted);
  });

  it("that is reused is reported as a retry's, if it certainly is one", () => {
    const said = (...steps: Step[]): string | undefined => verdictsOn(steps, 'request.correlation-id-fresh').at(-1);
    expect(said(correlated({ answer: 500 }), correlated())).toBe('A retry repeats the X-Correlation-Id');
    expect(said(correlated(), correlated())).toBe('X-Correlation-Id was used before');
  });
});

const REPEATING: Partial<Habits> = { repeated: new Set(['x-correlation-id']) };
const retried = (step: Step): Step => correlated(step);

describe('attempts', () => {
  const attempts = (count: number, step: Step): Step[] => Array.from({ length: count }, () => step);
  const often = (count: number) => ({ counts: new Map([['/v3/customers/1000000001', count]]) });
  const once = often(1);
  it.each<[name: string, steps: Step[], habits: Partial<Habits> | undefined, wanted: number[]]>([
    ['five are allowed', attempts(5, retried({ answer: 500 })), undefined, []],
    ['the sixth with the same id is too much', attempts(7, retried({ answer: 404 })), undefined, [6, 7]],
    ['those without a response count', attempts(6, retried({ answer: 'none' })), undefined, [6]],
    ['six tests of one error are no attempts', attempts(6, { answer: 404 }), undefined, []],
    ['what the same tests do not send without trouble is a retry', attempts(6, { answer: 404 }), once, [6]],
    ['what they send without trouble too is none', attempts(6, { answer: 404 }), often(6), []],
    ['what is sent at the same time is not a retry', attempts(9, { answer: 404, after: -4 }), once, []],
    ['reading again is no attempt', attempts(9, {}), once, []],
    ['the next test of a customer may follow a failed one', attempts(9, { answer: 404 }), often(3), []],
    ['an id that is used again anyway is no sign', attempts(7, correlated({ answer: 404 })), REPEATING, []],
  ])('%s', (_name, steps, habits, wanted) => {
    const verdicts = verdictsOn(steps, 'request.attempts-bounded', habits);
    expect(verdicts.flatMap((verdict, index) => (verdict === 'kept' ? [] : [index + 1]))).toEqual(wanted);
  });
});

describe('the pause before a retry', () => {
  const sameThrottled = retried(throttled);
  it.each<[requirement: RequirementId, name: string, steps: Step[], wanted: number[]]>([
    ['request.retry-after-kept', 'is that of Retry-After', [sameThrottled, retried({ after: 1000 })], []],
    ['request.retry-after-kept', 'may be short by what clocks differ', [sameThrottled, retried({ after: 990 })], []],
    ['request.retry-after-kept', 'is not shorter', [sameThrottled, retried({ after: 900 })], [2]],
    ['request.retry-after-kept', 'is not asked of another read', [throttled, { after: 1 }], []],
    [
      'request.retry-after-kept',
      'binds after a 503 as well',
      [{ ...sameThrottled, answer: 503 }, retried({ after: 500 })],
      [2],
    ],
    ['request.backoff', 'is 100 ms after a server error', [retried({ answer: 500 }), retried({ after: 100 })], []],
    ['request.backoff', 'is not shorter', [retried({ answer: 503 }), retried({ after: 20 })], [2]],
    ['request.backoff', 'is not asked of another read', [{ answer: 503 }, { after: 20 }], []],
    ['request.backoff', 'may be none if no response came', [retried({ answer: 'none' }), retried({ after: 0 })], []],
  ])('%s: %s', (requirement, _name, steps, wanted) => {
    expect(broken(requirement, ...steps)).toEqual(wanted);
  });
});

describe('a token', () => {
  it.each<[name: string, steps: Step[], wanted: number[]]>([
    ['serves many calls', [fetched('a'), bearer('a'), bearer('a')], []],
    ['is not fetched again for every call', [fetched('a'), bearer('a'), fetched('b'), bearer('b')], [3]],
    [
      'may be fetched by each of two processes',
      [
        { ...fetched('a'), sender: 'process 1' },
        { ...bearer('a'), sender: 'process 1' },
        { ...fetched('b'), sender: 'process 2' },
        { ...bearer('b'), sender: 'process 2' },
      ],
      [],
    ],
    ['is not fetched for calls at the same time', [fetched('a'), fetched('b'), bearer('a'), bearer('b')], [2]],
    [
      'may be fetched by one program after another',
      [fetched('a'), bearer('a'), bearer('a'), fetched('b'), bearer('b')],
      [],
    ],
    [
      'is not fetched for every call over a connection of its own',
      [
        ...[{ ...fetched('a'), sender: 'connection 1' }, bearer('a')],
        ...[{ ...fetched('b'), sender: 'connection 2' }, bearer('b')],
      ],
      [3],
    ],
    ['that was refused is not sent again', [bearer('a', retried({ answer: 401 })), bearer('a', retried({}))], [2]],
    ['is fetched again after a 401', [fetched('a'), bearer('a', { answer: 401 }), fetched('b'), bearer('b')], []],
    ['is fetched again if none came', [{ ...fetched('a'), answer: 500 }, fetched('b'), bearer('b')], []],
    [
      'is not wasted on each call after a 401',
      [
        ...[fetched('a'), bearer('a', { answer: 401 }), fetched('b'), bearer('b')],
        ...[fetched('c'), bearer('c', { target: OTHER })],
      ],
      [5],
    ],
  ])('%s', (_name, steps, wanted) => {
    expect(broken('request.token-reused', ...steps)).toEqual(wanted);
  });
});

describe('what tests do when nothing goes wrong', () => {
  const target = '/v3/customers/1000000001';
  const habits = (...steps: Step[]) => new Conversation(requestsOf(steps), undefined).habits();

  it('is how often they request a target, unless they do it over several connections', () => {
    const others: Step[] = [{ target: OTHER }, { target: OTHER, sender: 'process 2' }];
    expect(habits({}, {}, ...others).counts).toEqual(new Map([[target, 2]]));
  });

  it('is which tokens they renew, also in a run in which these meet another failure', () => {
    const { renewed } = habits(bearer('of-yesterday', { answer: 401 }), fetched('new'), bearer('new'));
    expect(renewed).toEqual(new Set(['of-yesterday']));
    const disturbed = [bearer('of-yesterday', { answer: 500 })];
    expect(verdictsOn(disturbed, 'request.authorization', { renewed })).toEqual(['kept']);
  });

  it('is how many calls they make with a token, which shows nothing if they stop at a failure', () => {
    const stopped = [fetched('a'), bearer('a', { answer: 500 }), fetched('b'), bearer('b', { answer: 500 })];
    expect(verdictsOn(stopped, 'request.token-reused', {})).not.toContainEqual(expect.stringContaining('fetched'));
  });

  it('is which ids they use again after a success', () => {
    expect(habits(correlated(), correlated()).repeated).toEqual(new Set(['x-correlation-id']));
    expect(habits(correlated({ answer: 500 }), correlated()).repeated).toEqual(new Set());
  });
});
