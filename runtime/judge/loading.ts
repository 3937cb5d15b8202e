import type { EngineReport } from '../protocol/engine';
import type { CheckEvent, CheckRequest } from '../protocol/judge';
import type { ModuleText, Printed, ToLearner } from '../protocol/learner';
import type { ExportKind } from '../protocol/script';
import type { Failure } from '../protocol/verdict';
import { debuggable } from './debugText';
import type { Telling } from './failure';
import { KeptPrints } from './keptPrints';
import type { Prepared } from './prepare';
import type { Session } from './session';
import type { Sessions } from './sessions';
import type { Source } from './source';

/** The text threw while it was loaded, or does not define what the exercise asks for: no case can run. */
export class NotLoaded extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.finding.code);
    this.failure = failure;
  }
}

export interface LoadingParts {
  sessions: Sessions;
  mode: CheckRequest['mode'];
  /** As the request has it: `auto`, or an engine for everything. */
  engine: string;
  prepared: Prepared;
  modules: ModuleText[];
  telling: Telling;
  limitMs: number;
  onEvent(event: CheckEvent): void;
  onEngine(engine: EngineReport): void;
}

/** Opens learners with the texts of one check in them. */
export class Loading {
  /** Output at load, the first time. */
  readonly prints = new KeptPrints();
  #opened = false;
  readonly #parts: LoadingParts;

  constructor(parts: LoadingParts) {
    this.#parts = parts;
  }

  /** A learner for cases, which are in float64. Rejects with `NotLoaded` or `Stopped`. */
  open(): Promise<Session> {
    const { engine } = this.#parts;
    return this.#open('float64', engine === 'auto' ? 'cpu' : engine);
  }

  /** A learner for training, which is in float32. Rejects with `NotLoaded` or `Stopped`. */
  openToTrain(engine: string): Promise<Session> {
    return this.#open('float32', engine);
  }

  async #open(defaultFloat: 'float64' | 'float32', engine: string): Promise<Session> {
    const { sessions, mode, prepared, modules, telling, limitMs, onEvent, onEngine } = this.#parts;
    const { limits, entry: entries, id } = prepared.exercise;
    const session = await sessions.open({
      memoryLimitMB: limits.memoryMB,
      engine,
      ...(mode === 'debug' && { inspectPort: 0 }),
    });
    if (session.engine) onEngine(session.engine);
    const { debugUrl } = session;
    if (debugUrl !== undefined) {
      onEvent({ type: 'debugReady', url: debugUrl, port: Number(/:(\d+)\//.exec(debugUrl)?.[1]) });
    }
    const message: ToLearner = {
      type: 'load',
      modules: mode === 'debug' ? modules.map(debuggable) : modules,
      main: id,
      entries,
      defaultFloat,
      memoryLimitBytes: limits.memoryMB * 2 ** 20,
    };
    const hear = this.#opened ? () => {} : (printed: Printed) => this.#hear(printed);
    this.#opened = true;
    const loaded = await session.load(message, limitMs, hear);
    hear(loaded);
    if (loaded.type === 'loadFailed') {
      const error = telling.places.original(loaded.error);
      const [place] = error.frames;
      throw new NotLoaded({ finding: { code: 'threw', error }, ...(place && { place }) });
    }
    if (mode !== 'run') requireEntries(prepared, new Map(loaded.exports), telling.learner);
    return session;
  }

  #hear(printed: Printed): void {
    const text = this.prints.add(printed);
    if (text !== '') this.#parts.onEvent({ type: 'prints', text });
  }
}

function requireEntries({ exercise, kinds }: Prepared, exports: Map<string, ExportKind>, learner: Source): void {
  for (const entry of exercise.entry) {
    const found = exports.get(entry) ?? 'missing';
    const expected = kinds.get(entry);
    const place = learner.placeOf(entry);
    if (found === 'missing') throw new NotLoaded({ finding: { code: 'missing', entry }, ...(place && { place }) });
    if ((expected !== 'function' && expected !== 'class') || found === expected) continue;
    throw new NotLoaded({ finding: { code: 'wrongKind', entry, expected, found }, ...(place && { place }) });
  }
}

/** Entries that are the starter's still, token by token. */
export function unwrittenEntries({ exercise, starter }: Prepared, learner: Source): Set<string> {
  return new Set(
    exercise.entry.filter((entry) => {
      const tokens = learner.tokensOf(entry);
      return tokens !== undefined && tokens.join(' ') === starter?.tokensOf(entry)?.join(' ');
    }),
  );
}
