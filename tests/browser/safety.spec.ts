import { hostileResults } from '../unit/report/hostile-texts.js';
import { failingResults, inconclusiveResults, sampleResults } from '../unit/report/sample-results.js';
import { expect, test, violationsOfAxe } from './report-page.js';

const reports = {
  'a run that passed': [sampleResults()],
  'a run with violations': [sampleResults(), failingResults()],
  'a run that could not be judged': [inconclusiveResults()],
  'hostile texts': [sampleResults(), hostileResults()],
};

for (const [name, results] of Object.entries(reports)) {
  test(`asks the network for nothing and complains of nothing: ${name}`, async ({ open }) => {
    const { page, complaints, requests } = await open(results);
    await page.evaluate('document.querySelectorAll("details").forEach((details) => (details.open = true))');
    await page.getByRole('searchbox').fill('customer');
    await page.mouse.move(200, 300);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
  });

  // A narrow screen has scrolling parts of its own.
  const width = name === 'a run that could not be judged' ? 360 : 1280;
  test(`axe finds nothing at ${width} px, in light and in dark colors: ${name}`, async ({ open, page }) => {
    await page.setViewportSize({ width, height: 740 });
    await open(results);
    expect(await violationsOfAxe(page)).toEqual([]);
  });
}

test('shows hostile text as text and never runs it', async ({ open }) => {
  const { page, complaints } = await open(hostileResults());
  await page.evaluate('document.querySelectorAll("details").forEach((details) => (details.open = true))');
  for (const element of await page.getByText('window.hacked').all()) await element.hover({ force: true, trial: true });
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
