import { realpathSync } from 'node:fs';

/** Which of Playwright's processes this one is; absent if none. No variable can make one look like the other. */
export function playwrightProcess(): 'main' | 'worker' | undefined {
  const script = process.argv[1];
  if (script === undefined) return undefined;
  if (/[\\/]playwright[\\/]lib[\\/].*ProcessEntry\.js$/.test(script)) return 'worker';
  try {
    return /[\\/]node_modules[\\/](?:@playwright[\\/]test|playwright)[\\/]/.test(realpathSync(script))
      ? 'main'
      : undefined;
  } catch {
    return undefined;
  }
}
