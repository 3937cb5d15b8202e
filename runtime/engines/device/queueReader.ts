import { readEntry } from './queueEntry';
import type { Entry } from './queueEntry';
import { sign, slots, stages, wordsOfSlot } from './queueShared';
import type { SharedQueue, Stage } from './queueShared';
import { Words } from './queueWords';
import type { Payload } from './queueWords';

/** The end of a queue that carries out. */
export class QueueReader {
  readonly #shared: SharedQueue;
  readonly #words: Words;
  #done = 0;

  constructor(shared: SharedQueue, nextPayload: () => Payload | undefined) {
    this.#shared = shared;
    this.#words = new Words(shared.words, nextPayload);
  }

  /** The oldest entry that is not done, if there is one. */
  next(): Entry | undefined {
    if (Atomics.load(this.#shared.signs, sign.written) === this.#done) return undefined;
    this.#words.goTo((this.#done & (slots - 1)) * wordsOfSlot);
    return readEntry(this.#words);
  }

  /** Who waits for room is woken when there is plenty, or nothing waits any more: each waking takes as long as many entries. */
  done(): void {
    const { signs } = this.#shared;
    this.#done = (this.#done + 1) | 0;
    Atomics.store(signs, sign.done, this.#done);
    Atomics.add(signs, sign.bell, 1);
    const waiting = (Atomics.load(signs, sign.written) - this.#done) | 0;
    if (waiting === slots / 2 || waiting === 0) Atomics.notify(signs, sign.bell);
  }

  /** Of a question: before it is done. */
  answered(): void {
    Atomics.add(this.#shared.signs, sign.answered, 1);
    this.beat();
  }

  /** A sign of life. */
  beat(): void {
    Atomics.add(this.#shared.signs, sign.bell, 1);
    Atomics.notify(this.#shared.signs, sign.bell);
  }

  /** Blocks until something is written, at most that long. */
  sleep(ms: number): void {
    Atomics.wait(this.#shared.signs, sign.written, this.#done, ms);
  }

  /** Whether there is anybody whom what is done may interest, and everything is well. */
  get goesOn(): boolean {
    return this.#stage === 'ready' && Atomics.load(this.#shared.signs, sign.ending) === 0;
  }

  /** Nothing more will be done. */
  ended(): void {
    Atomics.store(this.#shared.signs, sign.ended, 1);
    this.beat();
  }

  /** Says how it stands. Only the first end counts; one before it was ready is a refusal. */
  stand(said: Stage, text: string): void {
    const { signs } = this.#shared;
    const before = this.#stage;
    if (before !== 'starting' && before !== 'ready') return;
    const stage = before === 'starting' && said !== 'ready' ? 'refused' : said;
    const bytes = new TextEncoder().encode(text).subarray(0, this.#shared.text.length - 2);
    this.#shared.text.set([bytes.length & 255, bytes.length >> 8]);
    this.#shared.text.set(bytes, 2);
    Atomics.store(signs, sign.stage, stages.indexOf(stage));
    this.beat();
  }

  get #stage(): Stage {
    return stages[Atomics.load(this.#shared.signs, sign.stage)]!;
  }
}
