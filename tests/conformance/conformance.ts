import type { TestDetails, TestInfo, TestType } from '@playwright/test';
import { requirementsOf, type Expectations } from '../../src/checks/expectations.js';
import { requirementsOfTheme, type RequirementId } from '../../src/requirements/catalogue.js';
import type { Api } from '../../src/suite/api.js';
import { playwrightProcess, stateInEnvironment } from '../../src/suite/playwright-process.js';
import type { Spec } from '../../src/suite/run-specs.js';
import type { Request, SpecInfo } from '../../src/suite/spec.js';
import type { TargetName } from '../../src/targets/configuration.js';

/** Options of a project of playwright.config.ts. */
export interface ConformanceOptions {
  target: TargetName;
}

type ConformanceTest = TestType<object, ConformanceOptions & { api: Api }>;

/** The specs that were loaded outside of Playwright, for runs without it. */
export const specs: Spec[] = [];

/** Playwright's `test` with a worker-scoped `api`. Outside of Playwright, which loads slowly, it fills `specs`. */
export const test = playwrightProcess() === undefined ? collectingTest() : await playwrightTest();

/** An API test, after its title: sends a request, and states what is expected of its answer and of any answer. */
export function expects(request: Request, expectations: Expectations): [TestDetails, Test] {
  return stating(requirementsOf(expectations), (spec, api, info) => spec.runRequest(api, info, request, expectations));
}

/** A test of the requirements that the catalogue and the schemas have on a part of the customer. */
export function fulfills(theme: string): [TestDetails, Test] {
  return stating(requirementsOfTheme(theme), (spec, api, info) => spec.runChapter(api, info, theme));
}

type Test = (fixtures: { api: Api }, info: TestInfo | SpecInfo) => Promise<void>;

function stating(
  requirements: RequirementId[],
  run: (spec: typeof import('../../src/suite/spec.js'), api: Api, info: SpecInfo) => Promise<void>,
): [TestDetails, Test] {
  const body: Test = async ({ api }, info) => {
    // Loaded by the worker that runs it, not by every process that reads the specs.
    const spec = await import('../../src/suite/spec.js');
    await run(spec, api, 'step' in info ? info : withSteps(info));
  };
  return [{ tag: requirements.map((id) => `@${id}`) }, body];
}

/** The location of a requirement is that of its test; Playwright would need long to find that of a call. */
function withSteps(info: TestInfo): SpecInfo {
  const { attachments, annotations, file, line, column } = info;
  return {
    ...{ attachments, annotations },
    skip: (condition, reason) => info.skip(condition, reason),
    step: async (title, body) => test.step(title, (step) => body(step), { location: { file, line, column } }),
  };
}

async function playwrightTest(): Promise<ConformanceTest> {
  const { test: base } = await import('@playwright/test');
  return base.extend<object, ConformanceOptions & { api: Api }>({
    target: ['embedded', { option: true, scope: 'worker' }],
    api: [
      async ({ target }, use) => {
        const { Api } = await import('../../src/suite/api.js');
        const { withTarget } = await import('../../src/targets/embedded.js');
        await withTarget(target, async (configuration) => {
          const api = new Api(configuration, stateInEnvironment());
          await use(api);
          await api.close();
        });
      },
      { scope: 'worker' },
    ],
  });
}

function collectingTest(): ConformanceTest {
  const collect = (title: string, { tag = [] }: TestDetails, body: Test): void => {
    specs.push({ title, requirements: [tag].flat().map((id) => id.slice(1) as RequirementId), body });
  };
  return collect as unknown as ConformanceTest;
}
