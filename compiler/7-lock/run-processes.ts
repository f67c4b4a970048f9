// Commands -> what they print, side by side and each within a time limit; nothing that they started outlives them.
//
// The compiler waits for its solver (its phases are synchronous), and a process that waits can neither run two children
// at once nor end the children of a child. So one Node process does both: it gives each command a process group of its
// own, and ends whole groups. It ends them too when it is interrupted, or when the compiler is gone.

import { spawnSync } from 'node:child_process';

/** A command to run, and what it reads from stdin. */
export interface Job {
  readonly command: readonly string[];
  readonly input: string;
}

/** How a command ended. */
export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
  readonly signal: string | null;
  /** It took longer than it may. */
  readonly late: boolean;
  /** It could not be started: `ENOENT`, `EACCES`. */
  readonly error?: string;
}

interface Work {
  readonly jobs: readonly Job[];
  readonly seconds: number;
  readonly atOnce: number;
}

/** Runs all commands, at most `atOnce` at a time, and waits for them. */
export function runProcesses(jobs: readonly Job[], seconds: number, atOnce: number): readonly Ended[] {
  const work: Work = { jobs, seconds, atOnce };
  const run = spawnSync(process.execPath, ['-e', `(${supervise.toString()})()`], {
    input: JSON.stringify(work),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(`running a command ended with ${run.signal ?? run.stderr.trim()}`);
  return JSON.parse(run.stdout) as Ended[];
}

/** The whole program of the process between: it is sent as text, so it refers to nothing outside of itself. */
function supervise(): void {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const { readFileSync, writeSync } = process.getBuiltinModule('node:fs');
  const { jobs, seconds, atOnce } = JSON.parse(readFileSync(0, 'utf8')) as Work;
  const groups = new Set<number>();
  const endGroup = (group: number | undefined) => {
    try {
      if (group !== undefined) process.kill(-group, 'SIGKILL');
    } catch {}
  };
  const endAll = (status: number) => {
    for (const group of groups) endGroup(group);
    process.exit(status);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => endAll(1));
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && endAll(1), 500).unref();

  const results: Ended[] = [];
  const runOne = (index: number, done: () => void) => {
    const { command, input } = jobs[index]!;
    const child = spawn(command[0]!, command.slice(1), { detached: true, stdio: 'pipe' });
    if (child.pid !== undefined) groups.add(child.pid);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let late = false;
    let settled = false;
    const settle = (status: number | null, signal: string | null, error?: string) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      endGroup(child.pid);
      groups.delete(child.pid ?? 0);
      const text = (parts: Buffer[]) => Buffer.concat(parts).toString('utf8');
      results[index] = { stdout: text(out), stderr: text(err), status, signal, late, ...(error && { error }) };
      done();
    };
    const timer = setTimeout(() => {
      late = true;
      endGroup(child.pid);
      setTimeout(() => settle(null, 'SIGKILL'), 1000);
    }, seconds * 1000);
    child.stdout.on('data', (part: Buffer) => out.push(part));
    child.stderr.on('data', (part: Buffer) => err.push(part));
    child.stdin.on('error', () => {});
    child.on('error', (error: NodeJS.ErrnoException) => settle(null, null, error.code ?? error.message));
    // what a dead command's children still hold open would be waited for: give them a moment, then end them
    child.on('exit', () => setTimeout(() => endGroup(child.pid), 200));
    child.on('close', (status, signal) => settle(status, signal));
    child.stdin.end(input);
  };

  let next = 0;
  let running = 0;
  const fill = () => {
    while (running < atOnce && next < jobs.length) {
      running++;
      runOne(next++, () => {
        running--;
        fill();
      });
    }
    if (running > 0 || results.length < jobs.length) return;
    const bytes = Buffer.from(JSON.stringify(results));
    for (let sent = 0; sent < bytes.length; ) {
      try {
        sent += writeSync(1, bytes, sent);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      }
    }
    process.exit(0);
  };
  fill();
}
