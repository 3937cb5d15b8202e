import { readSync, writeSync } from 'node:fs';
import { encodeFrame, FrameDecoder } from '../script/frame';
import { codeOf } from './systemError';

/**
 * The learner's end of the channel. It blocks: learner code is synchronous, may never return to the event loop,
 * and must still be able to report while it trains.
 */
export class SyncChannel<Out, In> {
  readonly #fd: number;
  readonly #parse: (message: unknown) => In;
  readonly #decoder = new FrameDecoder();
  readonly #chunk = new Uint8Array(64 << 10);
  #waiting: unknown[] = [];

  constructor(fd: number, parse: (message: unknown) => In) {
    this.#fd = fd;
    this.#parse = parse;
  }

  /** Throws when the other side has gone. */
  post(message: Out): void {
    const frame = encodeFrame(message);
    for (let at = 0; at < frame.length;) at += patiently(() => writeSync(this.#fd, frame, at, frame.length - at));
  }

  /** The next message; `undefined` once the other side has gone. */
  receive(): In | undefined {
    while (this.#waiting.length === 0) {
      const length = this.#read();
      if (length === 0) return undefined;
      this.#waiting = this.#decoder.push(this.#chunk.slice(0, length));
    }
    return this.#parse(this.#waiting.shift());
  }

  /** Windows reports the end of a pipe as an error. */
  #read(): number {
    try {
      return patiently(() => readSync(this.#fd, this.#chunk, 0, this.#chunk.length, null));
    } catch (error) {
      if (codeOf(error) === 'EOF') return 0;
      throw error;
    }
  }
}

const clock = new Int32Array(new SharedArrayBuffer(4));
const wait = Atomics.wait;

/** A pipe may be in non-blocking mode, whoever set it so; then "not yet" is an error too. */
function patiently(transfer: () => number): number {
  for (;;) {
    try {
      return transfer();
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') throw error;
      wait(clock, 0, 0, 1);
    }
  }
}
