import { createInterface } from 'node:readline';
import type { Operation } from './cases';

/** Seconds per call of `run`: measured over at least `seconds` after `warmUp` seconds of the same, or those of the very first `steps` calls. */
export type Question = { run: Operation; seconds: number; warmUp: number } | { run: Operation; steps: number };

/** The first line of a peer: what it is, with its version. */
export interface Greeting {
  says: string;
}

export interface Answer {
  /** `null` where this peer has nothing of the kind. */
  perCall: number | null;
  /** Multiplications and additions of one call, where only the peer knows them. */
  flops?: number;
}

interface Program {
  call: () => unknown;
  flops?: number;
}

/** Answers one question a line until the input ends. A program is prepared once and kept while the same one is asked for. */
export async function serve(says: string, prepare: (run: Operation) => Program | undefined): Promise<void> {
  process.stdout.write(`${JSON.stringify({ says } satisfies Greeting)}\n`);
  let known = '';
  let program: Program | undefined;
  for await (const line of createInterface({ input: process.stdin })) {
    const question = JSON.parse(line) as Question;
    const name = JSON.stringify(question.run);
    let answer: Answer = { perCall: null };
    try {
      if (name !== known) {
        known = name;
        program = undefined;
        program = prepare(question.run);
        // Compilers have seen the code, again and again, before it counts; what they cost is another row.
        if (program && 'seconds' in question) timed(program.call, question.warmUp);
      }
      if (program)
        answer = { perCall: measured(program.call, question), ...(program.flops && { flops: program.flops }) };
    } catch (error) {
      program = undefined;
      console.error(`\n${name}: ${String(error)}`);
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

function measured(call: () => unknown, question: Question): number {
  if ('seconds' in question) return timed(call, question.seconds);
  const started = performance.now();
  for (let i = 0; i < question.steps; i++) call();
  return (performance.now() - started) / 1000 / question.steps;
}

function timed(call: () => unknown, seconds: number): number {
  let calls = 1;
  for (;;) {
    const started = performance.now();
    for (let i = 0; i < calls; i++) call();
    const spent = (performance.now() - started) / 1000;
    if (spent >= seconds) return spent / calls;
    calls = Math.max(calls + 1, Math.ceil(calls * Math.min(100, (1.2 * seconds) / Math.max(spent, 1e-7))));
  }
}
