import { existsSync } from 'node:fs';
import path from 'node:path';
import { MessageChannel, MessagePort, Worker } from 'node:worker_threads';
import type { Command, Device, Layout } from '../engines/device/device';
import { shareQueue } from '../engines/device/queueShared';
import { QueueWriter } from '../engines/device/queueWriter';
import type { QueueLimits } from '../engines/device/queueWriter';
import type { Payload } from '../engines/device/queueWords';
import type { Elements } from '../engines/engine';
import type { DType } from '../protocol/value';
import { NoEngine } from './noEngine';
import type { AboutDevice, ThreadData } from './webgpuThread';

export interface WebgpuFiles {
  /** The device's thread. */
  worker: string;
  /** Dawn: machine code. */
  dawn: string;
}

export interface WebgpuOptions extends Partial<QueueLimits> {
  /** How long the thread may take until its device is there. */
  startMs?: number;
  /** How long an answer may take: it waits for all that was submitted before. */
  longestMs?: number;
}

/** There is no such device here. */
export class NoWebgpu extends NoEngine {}

const usual = { bytes: 256 << 20, silentMs: 15_000, startMs: 8000, longestMs: 60_000 };

/** A GPU that hangs keeps no process alive. */
const endWithinMs = 1000;

// Taken when this module loads: code that runs later may replace methods.
const { apply } = Reflect;
const { postMessage } = MessagePort.prototype;
const { terminate } = Worker.prototype;

/** Opens the GPU in a thread of its own; blocks until it is there. @throws NoWebgpu */
export function openWebgpuDevice(files: WebgpuFiles, options: WebgpuOptions = {}): WebgpuDevice {
  for (const file of [files.worker, files.dawn])
    if (!existsSync(file)) throw new NoWebgpu('notBuilt', path.basename(file));
  const queue = shareQueue();
  const { bytes, silentMs, startMs, longestMs } = { ...usual, ...options };
  const { port1: payloads, port2 } = new MessageChannel();
  const workerData: ThreadData = { queue, payloads: port2, dawnFile: files.dawn, longestMs };
  const worker = new Worker(files.worker, {
    // A debugger lists every thread.
    name: 'computes on the GPU',
    workerData,
    transferList: [port2],
    env: {},
    execArgv: [],
    stdin: false,
  });
  worker.unref();
  // Whoever waits for the thread learns of its end from the queue: nothing may come back to the event loop.
  worker.on('error', () => undefined);
  const post = (payload: Payload) => void apply(postMessage, payloads, [payload, transferred(payload)]);
  const writer = new QueueWriter(queue, post, { bytes, silentMs });
  const heard = writer.started(startMs);
  if (heard?.stage === 'ready') return new WebgpuDevice(JSON.parse(heard.text) as AboutDevice, writer, worker);
  writer.end(endWithinMs);
  void apply(terminate, worker, []);
  throw new NoWebgpu('didNotLoad', heard ? heard.text : `the GPU's thread said nothing for ${startMs / 1000} s`);
}

/** Commands go to the thread by a queue in shared memory; only a question waits for it. */
export class WebgpuDevice implements Device {
  readonly description: string;
  readonly software: boolean;
  readonly dtypes: readonly DType[] = ['float32', 'int32', 'bool'];
  readonly integersAsFloats = true;
  /** A bool is 32 bits wide there, and a buffer takes some 8 KB of this process, however short it is. */
  readonly bytesOf = (_: DType, length: number): number => length * 4 + (7 << 10);
  readonly #writer: QueueWriter;
  readonly #worker: Worker;

  constructor({ description, software }: AboutDevice, writer: QueueWriter, worker: Worker) {
    this.description = description;
    this.software = software;
    this.#writer = writer;
    this.#worker = worker;
    process.once('exit', this.#stop);
  }

  submit(command: Command): void {
    this.#writer.submit(command);
  }

  read(x: Layout): Elements {
    return this.#writer.read(x);
  }

  flush(): void {
    this.#writer.flush();
  }

  /** The process may go on without it. */
  async end(): Promise<void> {
    process.off('exit', this.#stop);
    this.#stop();
    await apply(terminate, this.#worker, []);
  }

  /** A thread that is stopped in the middle of Dawn's code takes the whole process with it: it is let out first. */
  readonly #stop = (): void => void this.#writer.end(endWithinMs);
}

/** A copy is handed over; memory that is shared stays so. */
function transferred(payload: Payload): ArrayBuffer[] {
  return 'buffer' in payload ? [payload.buffer as ArrayBuffer] : [];
}
