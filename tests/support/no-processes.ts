import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import { Server } from 'node:net';

/**
 * Set-up of the unit tests, which start no process and no server: a test that does so, directly or through the
 * code under test, fails. Such tests live in tests/process.
 */
function refused(what: string) {
  return (): never => {
    throw new Error(`a unit test may not start ${what}: move it to tests/process`);
  };
}

for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'] as const) {
  childProcess[name] = refused('a process') as never;
}
Server.prototype.listen = refused('a server') as never;
syncBuiltinESMExports();
