import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { InvalidInput } from '../invalid-input.js';
import type { Ending } from './ending.js';
import { livingProcesses } from './processes.js';

/** Marks everything that a command starts, even processes that leave its group. */
const MARK = 'VIPMP_GATE_RUN';

/** How long a process may take to end by itself before it is killed, in milliseconds. */
const GRACE_MS = 1000;
const POLL_MS = 20;

/** A command that runs in its own process group, with the input and output of this process. */
export interface ClientProcess {
  /** Settles when the command itself ends, even if it has left something running. */
  ended: Promise<Ending>;
  /** Ends the command and everything that it has started, by SIGKILL if SIGTERM does not suffice. */
  end(): Promise<void>;
}

/**
 * Starts a command.
 *
 * @param quiet whether it has neither input nor output
 * @throws InvalidInput if there is no such command, or it cannot be executed
 */
export async function startClient(
  [command, ...args]: readonly [string, ...string[]],
  environment: NodeJS.ProcessEnv,
  quiet: boolean,
): Promise<ClientProcess> {
  const mark = randomUUID();
  const watchdog = startWatchdog();
  const child = spawn(command, args, {
    // Node opens its own streams without blocking, which would fail the writes of a child that shares them. Opened
    // before the child is started, and not after, they are set right for it.
    stdio: quiet ? 'ignore' : ['inherit', process.stdout.fd, process.stderr.fd],
    env: { ...environment, [MARK]: mark },
    detached: true,
  });
  const { pid = NaN } = child;
  watchdog.write(`${pid}\n`);
  const ended = new Promise<Ending>((done) => {
    child.once('exit', (code, signal) =>
      done(code === null ? { kind: 'signal', signal: signal ?? 'SIGKILL' } : { kind: 'exit', code }),
    );
  });
  try {
    await once(child, 'spawn');
  } catch (error) {
    watchdog.end('done\n');
    throw notStarted(command, error as NodeJS.ErrnoException);
  }
  const living = (): Promise<number[]> => livingProcesses(pid, `${MARK}=${mark}`);
  return {
    ended,
    async end() {
      if (!(await endsBy('SIGTERM', living))) await endsBy('SIGKILL', living);
      watchdog.end('done\n');
    },
  };
}

/** Sends a signal to everything that is alive, including what was started meanwhile; returns whether all of it has ended in time. */
async function endsBy(signal: NodeJS.Signals, living: () => Promise<number[]>): Promise<boolean> {
  const until = performance.now() + GRACE_MS;
  const signaled = new Set<number>();
  do {
    const pids = await living();
    if (pids.length === 0) return true;
    for (const pid of pids) {
      if (!signaled.has(pid)) send(signal, pid);
      signaled.add(pid);
    }
    await sleep(POLL_MS);
  } while (performance.now() < until);
  return false;
}

/** Reads a process group, and kills it if its input ends without another line: that of a gate that crashed or was killed. */
const WATCHDOG = 'read -r group && { read -r line || kill -s KILL -- "-$group"; }';

/** Starts the process that ends the command if this one cannot; started before the command. Returns its input. */
function startWatchdog(): Writable {
  // Not in the group of the terminal, whose signals the gate itself answers.
  const watchdog = spawn('/bin/sh', ['-c', WATCHDOG], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
    detached: true,
  });
  // Without a shell there is no watchdog, and the gate still works.
  watchdog.once('error', () => undefined);
  watchdog.stdin.on('error', () => undefined);
  watchdog.unref();
  return watchdog.stdin;
}

function send(signal: NodeJS.Signals, pid: number): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}

function notStarted(command: string, error: NodeJS.ErrnoException): Error {
  const complaints: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such command',
    ENOTDIR: 'there is no such command',
    EACCES: 'it cannot be executed',
    E2BIG: 'its arguments are too long',
  };
  const complaint = complaints[error.code ?? ''] ?? `it could not be started (${error.code ?? error.message})`;
  const advice = /\s/.test(command) ? 'without quotes, or run a shell (sh -c)' : 'after --';
  return new InvalidInput(`${command}: ${complaint}; name the client's own tests ${advice}`);
}
