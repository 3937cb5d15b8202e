import * as kit from '../kit/kit';
import * as np from '../np/np';
import { seededMathRandom } from '../np/random';
import { setDefaultFloat } from '../np/settings';
import type { ModuleText } from '../protocol/learner';
import type { Script, ScriptResult } from '../protocol/script';
import { runScript } from '../script/interpreter';
import type { ScriptHost } from '../script/interpreter';
import { loadModules } from '../script/module';
import type { Evaluate } from '../script/module';
import { Rerun } from '../script/rerun';
import { describeThrown } from '../script/thrown';

/** Code of the course itself (the reference, a known mistake), run in the judge's own memory. */
export class CourseCode {
  readonly exports: Record<string, unknown>;
  readonly #host: ScriptHost;

  constructor(modules: readonly ModuleText[], main: string, evaluate: Evaluate) {
    const files = new Set(modules.map(({ file }) => file));
    this.#host = {
      now: () => 0,
      seed,
      takePrints: () => ({ prints: '', printsCut: 0 }),
      thrown: (error) => describeThrown(error, files),
    };
    this.exports = undisturbed(() => loadModules(modules, main, { np, kit }, evaluate));
  }

  /** Runs on the same live arguments; `work` is all that the runs are for. */
  rerun<T>(work: (start: (script: Script) => Rerun) => T): T {
    return undisturbed(() => work((script) => new Rerun(script, this.exports, this.#host)));
  }

  run(script: Script): ScriptResult {
    return undisturbed(() => runScript(script, this.exports, this.#host));
  }
}

function seed(start: number): void {
  np.random.seed(start);
  Math.random = seededMathRandom(start);
}

/** Checks are in float64, and whoever else lives in this process gets `Math.random` back as it was. */
function undisturbed<T>(work: () => T): T {
  const { random } = Math;
  try {
    setDefaultFloat('float64');
    seed(0);
    return work();
  } finally {
    Math.random = random;
  }
}
