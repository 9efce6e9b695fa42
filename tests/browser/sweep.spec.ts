import { expect, openEverything } from './report-page.js';
import { test } from './sweep-report.js';

test('shows the customers in charts and in tables', async ({ open, report }) => {
  const { page, complaints, requests } = await open(report.results, '#portfolio', report.portfolio);
  const section = page.locator('#portfolio');
  await expect(section.getByText('400 customers checked')).toBeVisible();
  await expect(section.getByRole('row', { name: /^companyProfile\.address\.country \d+ \([\d.]+%\)/ })).toBeVisible();
  await expect(section.getByRole('row', { name: /^notDocumented \(undocumented\) 5 \(1\.3%\)/ })).toBeVisible();
  await expect(section.getByRole('cell', { name: 'HVD_MIGRATED_CUSTOMER' })).toBeVisible();
  await expect(section.getByText('benefits[].status of LARGE_GOVERNMENT_AGENCY')).toBeVisible();
  await expect(section.getByText('discounts[].level of LICENSE')).toBeVisible();
  const bar = section.getByRole('row', { name: /^notDocumented/ }).locator('.bar .filled');
  await expect(bar).toHaveAttribute('width', '1.25%');
  expect(complaints).toEqual([]);
  expect(requests).toEqual([]);
});

test('says how often a violation was seen and in which customers, and shows one', async ({ open, report }) => {
  const { page } = await open(report.results, '#customer.reseller-id', report.portfolio);
  const violation = page.locator('[id="customer.reseller-id"]');
  await expect(violation.getByText(/14 times, for example customer-[0-9a-f]{12}/)).toBeVisible();
  await expect(violation.locator('mark')).toContainText('"resellerId"');
});

test('says what changed since the baseline', async ({ open, report }) => {
  const { page } = await open(report.results, '#drift', report.portfolio);
  await expect(page.locator('#drift')).toContainText('notDocumented is new (undocumented): string, 5 of 400');
});

test.describe('on a narrow screen', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('needs no horizontal scrolling, even with everything open', async ({ open, report }) => {
    const { page } = await open(report.results, '', report.portfolio);
    await openEverything(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    for (const bar of await page.locator('#portfolio .bar').all()) {
      expect((await bar.boundingBox())?.width).toBeGreaterThan(80);
    }
  });
});
