import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import esbuild from 'esbuild';
import { promptCollection, quickArrays, type EngineStart } from '../../../runtime/node/launchPlan';
import type { AutoAnswers, AutoQuestion } from './questions';

export interface Contender {
  /** How the table calls it. */
  name: string;
  start: EngineStart;
  threads: number;
}

/** The program that every process of this benchmark runs. */
export async function buildPeer(root: string): Promise<string> {
  const outfile = path.join(root, '.test/bench/auto/autoPeer.mjs');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['test/bench/auto/autoPeer.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
    banner: {
      js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
    },
  });
  return outfile;
}

/** One process with one engine, started as a learner's is. */
export class AutoProcess {
  readonly #child: ChildProcess;
  readonly #reader: Interface;
  readonly #lines: AsyncIterator<string>;
  readonly #name: string;

  constructor(root: string, peer: string, { name, start, threads }: Contender) {
    this.#name = name;
    this.#child = spawn(
      process.execPath,
      [
        '--no-warnings',
        ...promptCollection,
        peer,
        start.name,
        `${threads}`,
        ...(start.folder === undefined ? [] : [start.folder]),
      ],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
        env: { PATH: process.env['PATH'], DOJO_ROOT: root, ...quickArrays, ...start.environment },
      },
    );
    this.#reader = createInterface({ input: this.#child.stdout! });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  async ask<Q extends AutoQuestion>(question: Q): Promise<AutoAnswers[Q['ask']]> {
    this.#child.stdin!.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`${this.#name} ended at ${JSON.stringify(question)}`);
    return JSON.parse(value) as AutoAnswers[Q['ask']];
  }

  end(): void {
    this.#reader.close();
    this.#child.kill('SIGKILL');
  }
}
