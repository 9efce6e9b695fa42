import { hostileResults } from '../unit/report/hostile-texts.js';
import { sampleResults } from '../unit/report/sample-results.js';
import { expect, openEverything, test } from './report-page.js';
import { REPORTS } from './reports.js';

for (const [name, results] of Object.entries(REPORTS)) {
  test(`asks the network for nothing and complains of nothing: ${name}`, async ({ open }) => {
    const { page, complaints, requests } = await open(results);
    await openEverything(page);
    await page.getByRole('searchbox').fill('customer');
    await page.mouse.move(200, 300);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
  });
}

test('shows hostile text as text and never runs it', async ({ open }) => {
  const { page, complaints } = await open(hostileResults());
  await openEverything(page);
  await page.evaluate(
    'for (const it of document.querySelectorAll("*")) it.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }))',
  );
  expect(await page.evaluate('typeof window.hacked')).toBe('undefined');
  expect(await page.locator('main img, main script, main iframe, a[href^="javascript"]').count()).toBe(0);
  await expect(page.locator('.finding').first()).toContainText('<script>window.hacked = 1</script>');
  await expect(page.getByText('\\u{202e}evil').first()).toBeVisible();
  expect(complaints).toEqual([]);
});

test('lets no script run that was smuggled in', async ({ open }) => {
  const { page } = await open(sampleResults());
  await page.evaluate(`
    const script = document.createElement('script');
    script.textContent = 'window.hacked = 1';
    document.body.append(script);
    document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.hacked = 2">');
  `);
  await page.waitForTimeout(100);
  expect(await page.evaluate('typeof window.hacked')).toBe('undefined');
});
