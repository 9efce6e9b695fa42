import { failingResults, inconclusiveResults, sampleResults } from '../unit/report/sample-results.js';
import { expect, openEverything, test } from './report-page.js';

const TOTAL = failingResults().requirements.length;

test('says on the first screen whether it conforms, what broke and who is responsible', async ({ open }) => {
  const { page } = await open(failingResults());
  await expect(page.getByRole('heading', { level: 1, name: 'It does not conform' })).toBeInViewport();
  await expect(page.getByRole('heading', { name: 'What broke' })).toBeInViewport();
  const broken = page.locator('.answers:not(.context) .broken').getByRole('link');
  await expect(broken).toHaveCount(5);
  for (const link of await broken.all()) await expect(link).toBeInViewport();
  await expect(page.locator('.actors')).toContainText('provider 4 requirements');
  await expect(page.locator('.actors')).toBeInViewport();
});

test('says on the first screen why it could not be judged', async ({ open }) => {
  const { page } = await open(inconclusiveResults());
  await expect(page.getByRole('heading', { name: 'Inconclusive' })).toBeInViewport();
  await expect(page.getByRole('listitem').filter({ hasText: /^\d{2,}×/ })).toBeInViewport();
});

test('shows the exchange of a violation, with the finding marked, and how to repeat it', async ({ open }) => {
  const { page } = await open(failingResults());
  await page.getByRole('link', { name: 'globalSalesEnabled is required and is a boolean.' }).click();
  const violation = page.locator('[id="customer.global-sales-enabled"]');
  await expect(violation.getByText('a string of 5 characters')).toBeVisible();
  await expect(violation.getByText('x-api-key: [redacted]')).toBeVisible();
  await expect(violation.getByText('-H "Authorization: Bearer $VIPMP_ACCESS_TOKEN"')).toBeVisible();
  await expect(violation.locator('mark')).toHaveText('"globalSalesEnabled": "false",');
  await expect(violation.locator('mark')).toHaveCSS('font-weight', '600');
});

test('copies the command that repeats an exchange', async ({ open, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { page } = await open(failingResults(), '#status.unknown-customer');
  const violation = page.locator('[id="status.unknown-customer"]');
  await violation.getByRole('button', { name: 'Copy' }).click();
  await expect(violation.getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(copied).toMatch(/^curl -sS -i "\$VIPMP_BASE_URL\/v3\/customers\/\$VIPMP_UNKNOWN_CUSTOMER_ID" \\\n/);
});

test('filters by verdict and by text', async ({ open }) => {
  const { page } = await open(failingResults());
  const rows = page.locator('#requirements li[data-verdict]');
  await expect(rows).toHaveCount(TOTAL);
  await expect(rows.filter({ visible: true })).toHaveCount(0);
  await page.getByRole('radio', { name: '5 failed' }).check();
  await expect(rows.filter({ visible: true })).toHaveCount(5);
  await page.getByRole('searchbox').fill('country');
  await expect(rows.filter({ visible: true })).toHaveCount(1);
  await expect(page.getByRole('status')).toHaveText(`1 of ${TOTAL} shown`);
  await page.getByRole('searchbox').fill('no such words');
  await expect(page.getByText('No requirement matches.')).toBeVisible();
});

test('leads from a count to the requirements with that verdict', async ({ open }) => {
  const { page } = await open(failingResults());
  await page.getByRole('link', { name: '3 warnings' }).click();
  await expect(page.getByRole('radio', { name: '3 warnings' })).toBeChecked();
  await expect(page.locator('#requirements li[data-verdict]').filter({ visible: true })).toHaveCount(3);
});

test('opens the violation in the URL', async ({ open }) => {
  const { page } = await open(failingResults(), '#drift.undocumented-fields');
  const violation = page.locator('[id="drift.undocumented-fields"]');
  await expect(violation).toHaveAttribute('open', '');
  await expect(violation).toBeInViewport();
  await expect(violation.locator('> summary')).toBeFocused();
});

test('leads to a requirement that the filter hides', async ({ open }) => {
  const { page } = await open(failingResults());
  await page.getByRole('radio', { name: '5 failed' }).check();
  await page.getByText(/^\d+ tested$/).click();
  await page.getByRole('link', { name: 'status.ok', exact: true }).click();
  await expect(page.locator('[id="status.ok"]')).toBeInViewport();
  await expect(page.getByRole('radio', { name: `all ${TOTAL}` })).toBeChecked();
});

test('works by keyboard alone', async ({ open }) => {
  const { page } = await open(failingResults());
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the violations' })).toBeFocused();
  const summary = page.locator('[id="address.country"] > summary');
  await summary.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[id="address.country"]').getByText('"country" is absent')).toBeVisible();
  await page.getByRole('radio', { name: `all ${TOTAL}` }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: '5 failed' })).toBeChecked();
});

test('draws the last runs and says what changed', async ({ open }) => {
  const { page } = await open([sampleResults(), failingResults()]);
  const history = page.locator('#history');
  await expect(history.getByRole('row', { name: '✕ It does not conform 5 3 0' })).toBeVisible();
  await expect(page.locator('header').getByText('Newly violated')).toBeVisible();
  await expect(history.locator('.bar .fail').first()).toHaveCSS('fill', 'rgb(179, 38, 30)');
});

test.describe('in the dark', () => {
  test.use({ colorScheme: 'dark' });

  test('is dark, the chart included', async ({ open }) => {
    const { page } = await open([sampleResults(), failingResults()]);
    await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(20, 23, 26)');
    await expect(page.locator('#history .bar .fail').first()).toHaveCSS('fill', 'rgb(255, 154, 144)');
  });
});

for (const width of [1280, 400]) {
  test(`every link of the page lands where it says, at ${width} px`, async ({ open, page }) => {
    await page.setViewportSize({ width, height: 740 });
    await open([sampleResults(), failingResults()]);
    const hashes = await page
      .locator('a[href^="#"]')
      .evaluateAll((links: { getAttribute(name: string): string | null }[]) => [
        ...new Set(links.map((link) => link.getAttribute('href') ?? '')),
      ]);
    expect(hashes.length).toBeGreaterThan(100);
    const astray = await page.evaluate<string[]>(`
      ${JSON.stringify(hashes)}.filter((hash) => {
        location.hash = hash;
        dispatchEvent(new Event('hashchange'));
        const { top, bottom } = document.getElementById(decodeURIComponent(hash.slice(1))).getBoundingClientRect();
        const isAtEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 1;
        // At the end of the page the last parts cannot reach its top.
        return !((top >= 0 && top < 120) || (isAtEnd && top < 740 && bottom > 0));
      })`);
    expect(astray).toEqual([]);
  });
}

test('is short if the run passed: every chapter is closed', async ({ open }) => {
  const { page } = await open(sampleResults());
  await expect(page.locator('#requirements details[open]')).toHaveCount(0);
  await expect(page.locator('#requirements details').first()).toContainText(/\d+ passed/);
});

test('prints on at most four pages if the run passed', async ({ open }) => {
  const { page } = await open(sampleResults());
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(4);
});

test.describe('on a narrow screen', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('needs no horizontal scrolling, even with everything open', async ({ open }) => {
    const { page } = await open([sampleResults(), failingResults()]);
    await openEverything(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('shows everything but the filter', async ({ open }) => {
    const { page } = await open(failingResults());
    await expect(page.locator('#filter')).toBeHidden();
    await expect(page.locator('#requirements li[data-verdict]')).toHaveCount(TOTAL);
    await page.locator('[id="address.country"] > summary').click();
    await expect(page.getByText('"country" is absent')).toBeVisible();
  });
});

test('opens every violation in print, and leaves out what paper cannot show', async ({ open }) => {
  const { page } = await open(failingResults());
  await page.evaluate('dispatchEvent(new Event("beforeprint"))');
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('#filter')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Copy' }).first()).toBeHidden();
  for (const violation of await page.locator('.violation').all()) await expect(violation).toHaveAttribute('open', '');
});
