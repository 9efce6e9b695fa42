import type { TestDetails, TestType } from '@playwright/test';
import type { RequirementId } from '../../src/requirements/catalogue.js';
import type { Api } from '../../src/suite/api.js';
import type { Spec } from '../../src/suite/in-process.js';
import { playwrightProcess } from '../../src/suite/playwright-process.js';
import { stateInEnvironment } from '../../src/suite/run-state.js';
import type { Requests, SpecInfo, Step } from '../../src/suite/spec.js';
import { requirementsOf, requirementsOfTheme, type Expectations } from '../../src/suite/spec-requirements.js';
import type { TargetName } from '../../src/targets/configuration.js';

/** Options of a project of playwright.config.ts. */
export interface ConformanceOptions {
  target: TargetName;
}

/** The endpoint of the target, for one worker. */
interface Fixtures {
  api: Api;
}

type Body = (fixtures: Fixtures, info: SpecInfo) => Promise<void>;

/** The specs that were loaded outside of Playwright, for whoever runs them in process. */
export const specs: Spec[] = [];

/** Playwright's `test` with a worker-scoped `api`; outside of Playwright, which takes long to load, what collects {@link specs}. */
export const test = playwrightProcess() === undefined ? collectingTest() : await playwrightTest();

/**
 * An API test: sends requests, and states of each answer what its requirements expect and what any answer must be.
 *
 * @returns what `test` takes after the title
 */
export function expects(requests: Requests, expectations: Expectations): [TestDetails, Body] {
  return stating(requirementsOf(expectations), async ({ api }, info) => {
    // Loaded by the worker that runs it, not by every process that reads the specs.
    const { runRequests } = await import('../../src/suite/spec.js');
    await runRequests(api, requests, expectations, info, step);
  });
}

/** A test of the requirements that the catalogue and the schemas have on a part of the customer. */
export function fulfills(theme: string): [TestDetails, Body] {
  return stating(requirementsOfTheme(theme), async ({ api }, info) => {
    const { runChapter } = await import('../../src/suite/spec.js');
    await runChapter(api, theme, info, step);
  });
}

function stating(requirements: RequirementId[], body: Body): [TestDetails, Body] {
  return [{ tag: requirements.map((id) => `@${id}`) }, body];
}

/** The location of a requirement is that of its test; Playwright would need long to find that of a call. */
const step: Step = async (title, body) => {
  if (playwrightProcess() === undefined) {
    body({ skip: () => undefined });
    return;
  }
  const { file, line, column } = test.info();
  return test.step(title, (info) => body(info), { location: { file, line, column } });
};

async function playwrightTest(): Promise<TestType<object, ConformanceOptions & Fixtures>> {
  const { test: base } = await import('@playwright/test');
  return base.extend<object, ConformanceOptions & Fixtures>({
    target: ['embedded', { option: true, scope: 'worker' }],
    api: [
      async ({ target }, use) => {
        const { Api } = await import('../../src/suite/api.js');
        const { withTarget } = await import('../../src/suite/embedded.js');
        const state = stateInEnvironment();
        await withTarget(target, async (configuration) => {
          const showPersonalData = target === 'embedded' && state.showPersonalData === true;
          const api = new Api(configuration, state, { showPersonalData });
          await use(api);
          await api.close();
        });
      },
      { scope: 'worker' },
    ],
  });
}

function collectingTest(): TestType<object, ConformanceOptions & Fixtures> {
  const collect = (title: string, { tag = [] }: TestDetails, body: Body): void => {
    specs.push({ title, requirements: [tag].flat().map((id) => id.slice(1) as RequirementId), body });
  };
  return collect as unknown as TestType<object, ConformanceOptions & Fixtures>;
}
