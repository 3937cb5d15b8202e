import type { Duplex } from 'node:stream';
import type { Channel, ChannelEnd } from '../protocol/channel';
import { encodeFrame, FrameDecoder } from '../script/frame';

/** A channel over a pipe: the parent's end of a child's fd 3, or the judge's own fd 3. */
export class PipeChannel<Out, In> implements Channel<Out, In> {
  readonly #pipe: Duplex;
  readonly #parse: (message: unknown) => In;
  readonly #decoder = new FrameDecoder();
  readonly #listeners: ((message: In) => void)[] = [];
  readonly #closeListeners: ((why: ChannelEnd) => void)[] = [];
  #end: ChannelEnd | undefined;

  /**
   * `parse` throws on what is no message: that ends the channel, and no later frame is read. `exited` says why the
   * other side has gone, where the owner will know better than the pipe.
   */
  constructor(pipe: Duplex, parse: (message: unknown) => In, exited?: Promise<ChannelEnd>) {
    this.#pipe = pipe;
    this.#parse = parse;
    pipe.on('data', (chunk: Uint8Array) => this.#read(chunk));
    // Nobody would hear what comes before there is a listener: reading starts with the first.
    pipe.pause();
    // A broken pipe is followed by `close`, which says all that is to be said.
    pipe.on('error', () => {});
    if (exited) void exited.then((why) => this.#finish(why));
    else pipe.on('close', () => this.close());
  }

  post(message: Out): void {
    if (!this.#end) this.#pipe.write(encodeFrame(message));
  }

  onMessage(listener: (message: In) => void): void {
    this.#listeners.push(listener);
    this.#pipe.resume();
  }

  onClose(listener: (why: ChannelEnd) => void): void {
    if (this.#end) queueMicrotask(() => listener(this.#end ?? { kind: 'closed' }));
    else this.#closeListeners.push(listener);
  }

  close(): void {
    this.#finish({ kind: 'closed' });
  }

  /** The first reason stands. */
  #finish(why: ChannelEnd): void {
    if (this.#end) return;
    this.#end = why;
    this.#pipe.destroy();
    for (const listener of this.#closeListeners) listener(why);
  }

  #read(chunk: Uint8Array): void {
    for (const frame of this.#understood(() => this.#decoder.push(chunk)) ?? []) {
      if (this.#end) return;
      const message = this.#understood(() => this.#parse(frame));
      if (message !== undefined) for (const listener of this.#listeners) listener(message);
    }
  }

  /** Only what comes over the wire can be nonsense: a listener that throws is a fault of ours, and not caught here. */
  #understood<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      this.#finish({ kind: 'protocol', detail: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  }
}
