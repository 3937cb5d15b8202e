import { isProxy } from 'node:util/types';
import { Learner } from '../../runtime/learner/learner';
import { evaluate } from '../../runtime/node/evaluate';
import type { LearnerEnd, LearnerHandle, LearnerPool, TakeOptions } from '../../runtime/judge/learnerPool';
import type { FromLearner, ToLearner } from '../../runtime/protocol/learner';
import { parseFromLearner, parseToLearner } from '../../runtime/protocol/parseLearner';
import { encodeFrame, FrameDecoder } from '../../runtime/script/frame';

/**
 * What a test does to a learner's life, message by message; with `endless` it prints, but does not come to an answer, and with `lose`
 * its device goes when it has said half of what it has to say.
 */
export type Fate = (
  message: ToLearner,
  learner: number,
) => 'answer' | 'endless' | 'hang' | 'die' | 'outOfMemory' | 'forge' | 'lose';

/** Learners in this very process: the same code as in a process of their own, without its protection. */
export class InMemoryPool implements LearnerPool {
  taken: TakeOptions[] = [];
  ended = 0;
  readonly #fate: Fate;
  readonly #absent: readonly string[];

  /** Engines that are `absent` are asked for in vain. */
  constructor(fate: Fate = () => 'answer', absent: readonly string[] = []) {
    this.#fate = fate;
    this.#absent = absent;
  }

  async take(options: TakeOptions): Promise<LearnerHandle> {
    const number = this.taken.push(options) - 1;
    const listeners: ((message: FromLearner) => void)[] = [];
    const waiting: FromLearner[] = [];
    let close: (end: LearnerEnd) => void = () => {};
    let alive = true;
    const ended = new Promise<LearnerEnd>((resolve) => {
      close = (end) => {
        if (alive) this.ended++;
        alive = false;
        resolve(end);
      };
    });
    const deliver = (): void => {
      const message = waiting.shift();
      if (!alive || !message) return;
      for (const listener of listeners) listener(parseFromLearner(copied(message)));
      setImmediate(deliver);
    };
    const platform = {
      post: (message: FromLearner) => void waiting.push(message),
      evaluate,
      now: () => performance.now(),
      isProxy,
    };
    const learner = new Learner(platform);
    const { engine = 'cpu' } = options;
    return {
      pid: 1000 + number,
      engine: { name: this.#absent.includes(engine) ? 'cpu' : engine, detail: '', passedOver: [] },
      ended,
      peakMemoryBytes: () => 123,
      end: () => close({ kind: 'closed' }),
      channel: {
        post: (message) => {
          const fate = this.#fate(message, number);
          if (fate === 'die') close({ kind: 'exited', code: 1, signal: null });
          if (fate === 'outOfMemory') close({ kind: 'outOfMemory' });
          if (fate === 'forge') {
            waiting.push({ type: 'ran', index: 0, result: { observations: [], calls: [], printsCut: 0 } });
            setImmediate(deliver);
          }
          if (fate !== 'answer' && fate !== 'endless' && fate !== 'lose') return;
          setImmediate(() => {
            withConsole(learner, () => learner.handle(parseToLearner(copied(message))));
            if (fate === 'endless') waiting.splice(waiting.findIndex(({ type }) => type !== 'printed'));
            if (fate === 'lose') {
              waiting.length = Math.ceil(waiting.length / 2);
              waiting.push({ type: 'deviceLost', detail: 'pulled out' });
            }
            deliver();
          });
        },
        onMessage: (listener) => void listeners.push(listener),
        onClose: () => {},
        close: () => close({ kind: 'closed' }),
      },
    };
  }
}

function copied(message: unknown): unknown {
  return new FrameDecoder().push(encodeFrame(message))[0];
}

function withConsole(learner: Learner, work: () => void): void {
  const { console } = globalThis;
  globalThis.console = { ...console, ...learner.prints.console } as Console;
  try {
    work();
  } finally {
    globalThis.console = console;
  }
}
