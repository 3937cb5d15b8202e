import { newElements } from '../javascript/hostStorage';
import { sizeOf } from '../layout';
import type { Elements } from '../engine';
import { DeviceLost } from './device';
import type { Command, Layout } from './device';
import { writeEntry } from './queueEntry';
import type { Entry } from './queueEntry';
import { sign, slots, stages, wordsOfSlot } from './queueShared';
import type { SharedQueue, Stage } from './queueShared';
import { mostInline, Words } from './queueWords';
import type { Payload } from './queueWords';

export interface QueueLimits {
  /** Of uploads that wait. One that is larger goes alone. */
  bytes: number;
  /** Without a sign of life. */
  silentMs: number;
}

// Taken when this module loads: code that runs later may replace the globals and their methods.
const { load, store, notify, wait } = Atomics;
const { apply } = Reflect;
const { slice } = Array.prototype;
const { set } = Uint8Array.prototype;
const { decode } = TextDecoder.prototype;
const decoder = new TextDecoder();
const Bytes = Uint8Array;
const Shared = SharedArrayBuffer;

/** It notices within this time that nobody rings. */
const patienceMs = 250;
const endingMs = 20;

/** The end of a queue that submits: it blocks where it must wait. */
export class QueueWriter {
  readonly #shared: SharedQueue;
  readonly #post: (payload: Payload) => void;
  readonly #limits: QueueLimits;
  readonly #words: Words;
  #written = 0;
  #asked = 0;
  /** Payload bytes per slot, all that wait, and up to which entry they have been settled. */
  readonly #bytes = new Float64Array(slots);
  #waiting = 0;
  #settled = 0;
  #answer = new Shared(1 << 16);
  #answerIsKnown = false;
  #silent: DeviceLost | undefined;

  constructor(shared: SharedQueue, post: (payload: Payload) => void, limits: QueueLimits) {
    this.#shared = shared;
    this.#post = post;
    this.#limits = limits;
    this.#words = new Words(shared.words);
  }

  /** Blocks until the other end is ready; what it then says, or `undefined` where it says nothing in time. */
  started(withinMs: number): { stage: Stage; text: string } | undefined {
    const heard = this.#waitUntil(() => this.#stage() !== 'starting', withinMs);
    return heard ? { stage: this.#stage(), text: this.#text() } : undefined;
  }

  submit(command: Command): void {
    if (command.do !== 'release') return this.#send(command);
    const { ids } = command;
    for (let i = 0; i < ids.length; i += mostInline)
      this.#send({ do: 'release', ids: apply(slice, ids, [i, i + mostInline]) as number[] });
  }

  read(x: Layout): Elements {
    const length = sizeOf(x.shape);
    const result = newElements(x.dtype, length);
    if (result.byteLength > this.#answer.byteLength) {
      this.#answer = new Shared(2 * result.byteLength);
      this.#answerIsKnown = false;
    }
    this.#ask({ do: 'read', x, answer: this.#answerIsKnown ? undefined : this.#answer });
    this.#answerIsKnown = true;
    apply(set, new Bytes(result.buffer), [new Bytes(this.#answer, 0, result.byteLength)]);
    return result;
  }

  flush(): void {
    this.#ask({ do: 'flush' });
  }

  /** Has the other end come to its end, whatever still waits: whether it did so in this time. */
  end(withinMs: number): boolean {
    const { signs } = this.#shared;
    store(signs, sign.ending, 1);
    notify(signs, sign.written);
    for (let left = withinMs; load(signs, sign.ended) === 0; left -= endingMs) {
      if (left <= 0) return false;
      wait(signs, sign.ended, 0, endingMs);
    }
    return true;
  }

  #ask(question: Entry): void {
    const asked = (this.#asked + 1) | 0;
    this.#asked = asked;
    this.#send(question);
    this.#wait(() => load(this.#shared.signs, sign.answered) === asked);
    this.#check();
  }

  #send(entry: Entry): void {
    this.#check();
    const words = this.#words;
    if (this.#waits() >= slots) this.#wait(() => this.#waits() < slots);
    const slot = this.#written & (slots - 1);
    words.goTo(slot * wordsOfSlot);
    writeEntry(words, entry);
    const payload = words.beside;
    if (payload) {
      const bytes = payload.byteLength;
      if (!this.#hasRoom(bytes)) this.#wait(() => this.#hasRoom(bytes));
      this.#bytes[slot] = bytes;
      this.#waiting += bytes;
      this.#post(payload);
    }
    this.#written = (this.#written + 1) | 0;
    store(this.#shared.signs, sign.written, this.#written);
    notify(this.#shared.signs, sign.written);
  }

  #waits(): number {
    return (this.#written - load(this.#shared.signs, sign.done)) | 0;
  }

  #hasRoom(bytes: number): boolean {
    for (const done = load(this.#shared.signs, sign.done); this.#settled !== done;) {
      const slot = this.#settled & (slots - 1);
      this.#waiting -= this.#bytes[slot]!;
      this.#bytes[slot] = 0;
      this.#settled = (this.#settled + 1) | 0;
    }
    return this.#waiting === 0 || this.#waiting + bytes <= this.#limits.bytes;
  }

  #wait(holds: () => boolean): void {
    const { silentMs } = this.#limits;
    if (this.#waitUntil(holds, silentMs)) return;
    this.#silent = new DeviceLost('silent', `no sign of life for ${silentMs / 1000} s`);
    throw this.#silent;
  }

  /** Whether it came to hold before nobody rang for that long. Waits are counted, for a clock goes on while the machine sleeps. */
  #waitUntil(holds: () => boolean, silentMs: number): boolean {
    const { signs } = this.#shared;
    for (let silent = 0; silent < silentMs;) {
      const seen = load(signs, sign.bell);
      if (holds()) return true;
      this.#check();
      wait(signs, sign.bell, seen, patienceMs);
      silent = load(signs, sign.bell) === seen ? silent + patienceMs : 0;
    }
    return false;
  }

  #check(): void {
    if (this.#silent) throw this.#silent;
    const stage = this.#stage();
    if (stage === 'lost' || stage === 'outOfMemory') throw new DeviceLost(stage, this.#text());
  }

  #stage(): Stage {
    return stages[load(this.#shared.signs, sign.stage)]!;
  }

  #text(): string {
    const length = this.#shared.text[0]! + 256 * this.#shared.text[1]!;
    const bytes = new Bytes(length);
    for (let i = 0; i < length; i++) bytes[i] = this.#shared.text[2 + i]!;
    return apply(decode, decoder, [bytes]);
  }
}
