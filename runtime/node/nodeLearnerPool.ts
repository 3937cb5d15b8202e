import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LearnerPool, TakeOptions } from '../judge/learnerPool';
import { isOnDevice } from '../protocol/engine';
import { engineStart } from './engineFiles';
import { bundles, thisProgram } from './launchPlan';
import type { KnownProgram } from './launchPlan';
import { sweepLearnerFolders } from './learnerFolder';
import { NodeLearner } from './nodeLearner';

export interface NodeLearnerPoolOptions {
  distDir: string;
  /** How many wait, started, for the next check. */
  ready: number;
  /** Whether one that was taken is replaced before it is missed; true if not said. */
  replaces?: boolean;
  program?: KnownProgram;
  /** Where folders are made. */
  temporary?: string;
  /** Where TensorFlow's package has been put, or will be. */
  tfjs?: string | undefined;
  onStarted?: (pid: number) => void;
  onEnded?: (pid: number) => void;
}

/** Heap of a learner that is started before anyone knows what for. */
const usualHeapMB = 1024;
/** What a device's driver and library take for themselves, arrays on a device that is the processor included. */
const driverMB = 4096;
const againAfterMs = 60_000;

interface Start {
  heapMB: number;
  engine: string;
  inspectPort?: number | undefined;
  probesAll?: boolean | undefined;
}

/** Learner processes, started ahead of their use; each is used once. */
export class NodeLearnerPool implements LearnerPool {
  readonly #options: NodeLearnerPoolOptions;
  readonly #program: KnownProgram;
  readonly #distDir: string;
  readonly #temporary: string;
  readonly #alive = new Set<NodeLearner>();
  readonly #unfinished = new Set<Promise<unknown>>();
  #spares: Promise<NodeLearner>[] = [];
  /** By engine: the last words of a process that it was loaded into. */
  readonly #died = new Map<string, { detail: string; until: number }>();
  /** Engines that have passed their self-test: on a device it takes longer than all the rest. */
  readonly #tested = new Set<string>();
  #disposed = false;

  constructor(options: NodeLearnerPoolOptions) {
    this.#options = options;
    this.#program = options.program ?? thisProgram();
    this.#distDir = path.dirname(realpathSync(bundles(options.distDir).learner));
    this.#temporary = options.temporary ?? tmpdir();
    this.#untilDone(sweepLearnerFolders(this.#temporary));
    this.#fill();
  }

  async take({ memoryLimitMB, inspectPort, engine = 'cpu', probesAll }: TakeOptions): Promise<NodeLearner> {
    const fits = inspectPort === undefined && memoryLimitMB <= usualHeapMB && engine === 'cpu';
    const heapMB = Math.max(memoryLimitMB, usualHeapMB);
    const learner =
      (fits && (await this.#spare())) ||
      (engine === 'cpu'
        ? await this.#start({ heapMB, engine, inspectPort })
        : await this.#try({ heapMB, engine, inspectPort, probesAll }));
    if (this.#options.replaces !== false) this.#fill();
    const onTop = isOnDevice(learner.engine?.name ?? '') ? driverMB : 0;
    learner.limitMemory((memoryLimitMB + onTop) * 1024 * 1024);
    return learner;
  }

  /** Ends every learner; resolves when no process and no folder is left. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    this.endAll();
    // A start that was under way adds the removal of its folder.
    while (this.#unfinished.size > 0) await Promise.all(this.#unfinished);
  }

  /** At once, without waiting: all that can be done while this process itself is exiting. */
  endAll(): void {
    for (const learner of this.#alive) learner.end();
  }

  /** A spare that is still alive: one may have been killed while it waited. */
  async #spare(): Promise<NodeLearner | undefined> {
    for (let next = this.#spares.shift(); next; next = this.#spares.shift()) {
      const learner = await next.catch(() => undefined);
      if (learner?.alive) return learner;
    }
    return undefined;
  }

  #fill(): void {
    while (!this.#disposed && this.#spares.length < this.#options.ready) {
      const spare = this.#start({ heapMB: usualHeapMB, engine: 'cpu' });
      // Whoever takes it hears of a failure, by starting one anew.
      spare.catch(() => {});
      this.#spares.push(spare);
    }
  }

  #start(start: Start): Promise<NodeLearner> {
    const learner = this.#launch(start);
    this.#untilDone(learner);
    return learner;
  }

  /** What ends the process it is loaded into is not tried again for a while: `cpu` serves, and says why. */
  async #try(start: Start): Promise<NodeLearner> {
    const { engine } = start;
    const before = this.#died.get(engine);
    let detail = before && Date.now() < before.until ? before.detail : undefined;
    if (detail === undefined) {
      try {
        return await this.#start(start);
      } catch (error) {
        detail = error instanceof Error ? error.message : String(error);
        this.#died.set(engine, { detail, until: Date.now() + againAfterMs });
      }
    }
    const learner = await this.#start({ ...start, engine: 'cpu' });
    learner.engine?.passedOver.push({ engine, why: 'died', detail });
    return learner;
  }

  async #launch({ heapMB, engine, inspectPort, probesAll }: Start): Promise<NodeLearner> {
    if (this.#disposed) throw new Error('the learner pool has been disposed');
    const { learner: usual, deviceLearner } = bundles(this.#distDir);
    const learner = await NodeLearner.start({
      program: this.#program,
      bundle: isOnDevice(engine) ? deviceLearner : usual,
      temporary: this.#temporary,
      heapMB,
      engine: {
        ...engineStart(engine, this.#distDir, this.#options.tfjs),
        ...(probesAll && { probesAll }),
        ...(this.#tested.has(engine) && { tested: true }),
      },
      inspectPort,
    });
    if (learner.engine) this.#tested.add(learner.engine.name);
    this.#alive.add(learner);
    this.#options.onStarted?.(learner.pid);
    void learner.ended.then(() => {
      this.#alive.delete(learner);
      this.#options.onEnded?.(learner.pid);
    });
    this.#untilDone(learner.removed);
    if (this.#disposed) learner.end();
    return learner;
  }

  #untilDone(work: Promise<unknown>): void {
    const done = work.catch(() => {}).finally(() => this.#unfinished.delete(done));
    this.#unfinished.add(done);
  }
}
