import { describe, expect, it } from 'vitest';

describe('a unit test', () => {
  it('starts no server, not even through the code under test', () => {
    const { createServer } = process.getBuiltinModule('node:http');
    expect(() => createServer().listen(0)).toThrow(/may not start a server: move it to tests\/process/);
  });

  it.each(['spawn', 'spawnSync', 'execFile', 'execFileSync', 'exec', 'execSync', 'fork'] as const)(
    'starts no process with %s',
    (name) => {
      const start = process.getBuiltinModule('node:child_process')[name] as (file: string) => unknown;
      expect(() => start('true')).toThrow(/may not start a process: move it to tests\/process/);
    },
  );
});
