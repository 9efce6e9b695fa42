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

/** The specs loaded outside Playwright, for runs without it. */
export const specs: Spec[] = [];

/** Playwright's `test` with a worker-scoped `api`. Outside Playwright, which loads slowly, it fills `specs`. */
export const test = playwrightProcess() === undefined ? collectingTest() : await playwrightTest();

/** The arguments of `test` after the title: sends a request, and states what is expected of its answer. */
export function expects(request: Request, expectations: Expectations): [TestDetails, Test] {
  return stating(requirementsOf(expectations), (spec, api, info) => spec.runRequest(api, info, request, expectations));
}

/** The arguments of `test` after the title: judges the customer by the requirements of a theme. */
export function fulfills(theme: string): [TestDetails, Test] {
  return stating(requirementsOfTheme(theme), (spec, api, info) => spec.runChapter(api, info, theme));
}

type Test = (fixtures: { api: Api }, info: TestInfo | SpecInfo) => Promise<void>;

function stating(
  requirements: RequirementId[],
  run: (spec: typeof import('../../src/suite/spec.js'), api: Api, info: SpecInfo) => Promise<void>,
): [TestDetails, Test] {
  const body: Test = async ({ api }, info) => {
    // Loaded only by the worker that runs the test, not by every process that loads the specs.
    const spec = await import('../../src/suite/spec.js');
    await run(spec, api, 'step' in info ? info : withSteps(info));
  };
  return [{ tag: requirements.map((id) => `@${id}`) }, body];
}

/** Steps take the location of their test; finding that of each call would slow Playwright down. */
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
