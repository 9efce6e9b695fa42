import { readdir, readFile } from 'node:fs/promises';

/**
 * The processes that belong to a command: those of its process group or session, and those that have inherited a
 * variable from it. A negative number stands for a whole group.
 *
 * @param leader the command, which leads its group and its session
 * @param variable as it is in the environment, `NAME=value`
 */
export async function livingProcesses(leader: number, variable: string): Promise<number[]> {
  const found = await inProc(leader, variable);
  return found ?? (isGroupAlive(leader) ? [-leader] : []);
}

/** Absent if the system has no /proc. */
async function inProc(leader: number, variable: string): Promise<number[] | undefined> {
  if (process.platform !== 'linux') return undefined;
  let names: string[];
  try {
    names = await readdir('/proc');
  } catch {
    return undefined;
  }
  const pids = names.filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  const belongs = await Promise.all(pids.map((pid) => belongsTo(pid, leader, variable)));
  return pids.filter((_, index) => belongs[index] === true).map(Number);
}

async function belongsTo(pid: string, leader: number, variable: string): Promise<boolean> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
    // The name of the command may hold anything, so fields are counted from behind it.
    const [state = '', , group, session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if ('ZXx'.includes(state)) return false;
    if (group === String(leader) || session === String(leader)) return true;
    return (await readFile(`/proc/${pid}/environ`, 'latin1')).split('\0').includes(variable);
  } catch {
    // It has ended meanwhile, or belongs to another user.
    return false;
  }
}

function isGroupAlive(leader: number): boolean {
  try {
    process.kill(-leader, 0);
    return true;
  } catch {
    return false;
  }
}
