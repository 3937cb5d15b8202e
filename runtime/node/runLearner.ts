import Module from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isProxy } from 'node:util/types';
import { Learner } from '../learner/learner';
import { setEngine } from '../np/settings';
import type { FromLearner, ToLearner } from '../protocol/learner';
import { parseToLearner } from '../protocol/parseLearner';
import { wantedEngine } from './engineArguments';
import type { WantedEngine } from './engineArguments';
import { evaluate } from './evaluate';
import { lockdown } from './lockdown';
import type { OpenedEngine } from './openEngine';
import { endWithParent } from './parentWatch';
import { SyncChannel } from './syncChannel';

interface Surroundings {
  distDir: string;
  /** To be called where the engine's device is gone: the process ends. */
  lost(detail: string): void;
}

/** Deep enough to reach the learner's own lines through those of np and the interpreter. */
const framesKept = 50;

/** A learner's process, from its start to its end: this never returns. */
export async function runLearner(open: (wanted: WantedEngine, around: Surroundings) => OpenedEngine): Promise<never> {
  const channel = new SyncChannel<FromLearner, ToLearner>(3, parseToLearner);
  const now = performance.now.bind(performance);
  const exit = process.exit.bind(process);

  endWithParent();
  const debug = process.execArgv.some((flag) => flag.startsWith('--inspect'))
    ? await import('node:inspector')
    : undefined;

  const distDir = path.dirname(fileURLToPath(import.meta.url));
  const lost = (detail: string) => {
    channel.post({ type: 'deviceLost', detail });
    exit(0);
  };
  const { engine, report } = open(wantedEngine(), { distDir, lost });
  setEngine(engine);
  const learner = new Learner({ post: (message) => channel.post(message), evaluate, now, isProxy });
  Error.stackTraceLimit = framesKept;
  // Our own machine code is loaded: no other may be.
  Reflect.deleteProperty(Reflect.get(Module, '_extensions') as object, '.node');
  lockdown({ console: learner.prints.console, performance: Object.freeze({ now }) });

  channel.post({ type: 'ready', debugUrl: debug?.url(), engine: report });
  // Nothing below returns to the event loop: learner code is synchronous, and what it schedules never runs.
  for (let message = channel.receive(); message; message = channel.receive()) {
    // Breakpoints are set by whoever attaches, before the first line of the learner's code.
    if (message.type === 'load') debug?.waitForDebugger();
    learner.handle(message);
  }
  return exit(0);
}
