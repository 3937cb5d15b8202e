import { recorder } from '../engines/pricing/recorder';
import * as kit from '../kit/kit';
import * as np from '../np/np';
import { seededMathRandom } from '../np/random';
import { engine, setDefaultFloat, setEngine, setMemoryLimit } from '../np/settings';
import type { FromLearner, ModuleText, ToLearner } from '../protocol/learner';
import type { StepFeatures } from '../protocol/pricing';
import { runScript } from '../script/interpreter';
import { exportKinds, loadModules } from '../script/module';
import type { Evaluate } from '../script/module';
import { describeThrown } from '../script/thrown';
import { runTraining } from '../script/training';
import type { TrainingHost } from '../script/training';
import { Prints } from './prints';

/** What the learner needs of the process or worker that it lives in. */
export interface LearnerPlatform {
  /** Sends at once. */
  post(message: FromLearner): void;
  evaluate: Evaluate;
  now(): number;
  isProxy(x: unknown): boolean;
}

/** Runs the learner's own code, and says what it did: it knows no expected value and no verdict. */
export class Learner {
  readonly prints: Prints;
  readonly #platform: LearnerPlatform;
  readonly #host: TrainingHost;
  #files: ReadonlySet<string> = new Set();
  #exports: Record<string, unknown> = {};

  constructor(platform: LearnerPlatform) {
    this.#platform = platform;
    this.prints = new Prints((printed) => platform.post({ type: 'printed', ...printed }), platform.now);
    this.#host = {
      post: (message) => this.#answer(message),
      now: platform.now,
      isProxy: platform.isProxy,
      takePrints: () => this.prints.take(),
      thrown: (error) => describeThrown(error, this.#files),
      record,
      seed,
    };
  }

  handle(message: ToLearner): void {
    switch (message.type) {
      case 'load':
        return this.#load(message);
      case 'run':
        message.scripts.forEach((script, index) => {
          this.#answer({ type: 'ran', index, result: runScript(script, this.#exports, this.#host) });
        });
        return;
      case 'train':
        return runTraining(message.plan, this.#exports, this.#host);
      default:
        return message satisfies never;
    }
  }

  #load({ modules, main, entries, defaultFloat, memoryLimitBytes }: Extract<ToLearner, { type: 'load' }>): void {
    setDefaultFloat(defaultFloat);
    setMemoryLimit(memoryLimitBytes);
    seed(0);
    this.#files = new Set(modules.map(({ file }) => file));
    this.#answer(this.#loaded(modules, main, entries));
  }

  #answer(message: FromLearner): void {
    this.#platform.post(message);
    // Beside the answers: whoever counts output goes on counting.
    if (message.type !== 'stepRecorded') this.prints.answered();
  }

  #loaded(modules: ModuleText[], main: string, entries: string[]): FromLearner {
    try {
      this.#exports = loadModules(modules, main, { np, kit }, this.#platform.evaluate);
      return { type: 'loaded', exports: exportKinds(this.#exports, entries), ...this.prints.take() };
    } catch (error) {
      return { type: 'loadFailed', error: this.#host.thrown(error), ...this.prints.take() };
    }
  }
}

function record(): (steps: number) => StepFeatures {
  const plain = engine();
  const recording = recorder(plain);
  setEngine(recording.engine);
  return (steps) => {
    setEngine(plain);
    return recording.features(steps);
  };
}

function seed(start: number): void {
  np.random.seed(start);
  Math.random = seededMathRandom(start);
}
