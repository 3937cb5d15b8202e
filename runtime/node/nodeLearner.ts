import type { LearnerEnd, LearnerHandle } from '../judge/learnerPool';
import type { Channel } from '../protocol/channel';
import { isOnDevice } from '../protocol/engine';
import type { EngineReport } from '../protocol/engine';
import type { FromLearner, ToLearner } from '../protocol/learner';
import { LearnerOrder } from '../protocol/learnerOrder';
import { Malformed } from '../protocol/parse';
import { parseFromLearner } from '../protocol/parseLearner';
import { learnerLaunch } from './launchPlan';
import type { EngineStart, KnownProgram } from './launchPlan';
import { createLearnerFolder, removeLearnerFolder } from './learnerFolder';
import { MemoryWatch } from './memoryWatch';
import { PipeChannel } from './pipeChannel';
import { startProcess } from './startProcess';
import type { StartedProcess } from './startProcess';

export interface LearnerStart {
  program: KnownProgram;
  /** Both real paths. */
  bundle: string;
  temporary: string;
  heapMB: number;
  engine: EngineStart;
  inspectPort?: number;
}

const startWithinMs = 10_000;
/** A device, its driver and the operations of its self-test take their time the first time. */
const startOnDeviceWithinMs = 60_000;

/** One learner process, used once: from its start until its folder is gone. */
export class NodeLearner implements LearnerHandle {
  readonly pid: number;
  readonly channel: Channel<ToLearner, FromLearner>;
  readonly ended: Promise<LearnerEnd>;
  /** Its process has ended and its folder is gone. */
  readonly removed: Promise<void>;
  debugUrl?: string;
  engine?: EngineReport;
  readonly #process: StartedProcess;
  #watch: MemoryWatch | undefined;
  #why: LearnerEnd | undefined;
  #gone = false;

  /** Resolves when it waits for its first message. */
  static async start(options: LearnerStart): Promise<NodeLearner> {
    const folder = createLearnerFolder(options.temporary);
    const learner = new NodeLearner(
      startProcess(learnerLaunch(options.program, { ...options, folder }), folder),
      folder,
    );
    await learner.#ready(isOnDevice(options.engine.name) ? startOnDeviceWithinMs : startWithinMs);
    return learner;
  }

  private constructor(started: StartedProcess, folder: string) {
    this.pid = started.pid;
    this.#process = started;
    this.channel = learnerChannel(started);
    this.channel.onClose((why) => {
      if (why.kind === 'protocol') this.#stop(why);
    });
    // A learner that closes its own channel can say nothing more.
    started.pipe.on('close', () => started.kill());
    this.ended = started.exited.then((exit) => {
      this.#gone = true;
      this.#watch?.stop();
      return this.#why ?? (ranOutOfHeap(started) ? { kind: 'outOfMemory' } : exit);
    });
    this.removed = this.ended.then(() => removeLearnerFolder(folder));
  }

  /** Whether it can still be used. */
  get alive(): boolean {
    return !this.#gone && this.#why === undefined;
  }

  limitMemory(bytes: number): void {
    this.#watch = new MemoryWatch(this.pid, bytes, () => this.#stop({ kind: 'outOfMemory' }));
  }

  peakMemoryBytes(): number {
    return this.#watch?.peakBytes ?? 0;
  }

  end(): void {
    this.#stop({ kind: 'closed' });
  }

  #stop(why: LearnerEnd): void {
    if (!this.alive) return;
    this.#why = why;
    this.#watch?.stop();
    this.#process.kill();
  }

  #ready(withinMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.end(), withinMs);
      this.channel.onMessage((message) => {
        if (message.type !== 'ready') return;
        clearTimeout(timer);
        this.debugUrl = message.debugUrl;
        this.engine = message.engine;
        resolve();
      });
      void this.removed.then(() => {
        clearTimeout(timer);
        reject(new Error(`the learner process did not start: ${this.#process.lastWords() || 'it said nothing'}`));
      });
    });
  }
}

function learnerChannel(started: StartedProcess): Channel<ToLearner, FromLearner> {
  const order = new LearnerOrder();
  const parse = (frame: unknown): FromLearner => {
    const message = parseFromLearner(frame);
    if (!order.accepts(message)) throw new Malformed(`${message.type} out of turn`);
    return message;
  };
  const channel = new PipeChannel<ToLearner, FromLearner>(started.pipe, parse, started.exited);
  return {
    post: (message) => {
      order.posted(message);
      channel.post(message);
    },
    onMessage: (listener) => channel.onMessage(listener),
    onClose: (listener) => channel.onClose(listener),
    close: () => channel.close(),
  };
}

/** V8 ends a process whose heap is full by itself, saying so. */
function ranOutOfHeap(started: StartedProcess): boolean {
  return started.lastWords().includes('JavaScript heap out of memory');
}
