import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import type { Answer, Greeting, Question } from './peer';
import type { Peer } from './peers';
import type { Profiled } from './profile';

/** Keeps a process on its cores where the system can: so that peers take turns on the very same ones. */
const pinned = spawnSync('taskset', ['--version']).status === 0;

/** A running peer: asked one question at a time. */
export class RunningPeer {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;
  /** What it is, with its version. */
  readonly says: Promise<string>;

  constructor({ name, command, args, env, threads }: Peer) {
    this.name = name;
    const cores = Array.from({ length: threads }, (_, core) => core).join(',');
    const [file, list] = pinned ? ['taskset', ['-c', cores, command, ...args]] : [command, args];
    this.#child = spawn(file, list, {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {
        PATH: process.env['PATH'],
        OMP_NUM_THREADS: `${threads}`,
        OPENBLAS_NUM_THREADS: `${threads}`,
        MKL_NUM_THREADS: `${threads}`,
        ...env,
      },
    });
    this.#reader = createInterface({ input: this.#child.stdout! });
    this.#lines = this.#reader[Symbol.asyncIterator]();
    this.says = this.#line().then((line) => (line as Greeting).says);
  }

  async ask<T = Answer>(question: Question | Profiled): Promise<T> {
    await this.says;
    this.#child.stdin!.write(`${JSON.stringify(question)}\n`);
    return (await this.#line(JSON.stringify(question))) as T;
  }

  async #line(question = 'its start'): Promise<unknown> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`${this.name} ended at ${question}`);
    return JSON.parse(value as string);
  }

  end(): void {
    this.#reader.close();
    this.#child.kill('SIGKILL');
  }
}
