import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync, appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TrainingEngine, TrainingPoint, TrainingRun } from '../runtime/protocol/training';
import { Signal } from './signal';
import { readTrainingLog, trainingLine } from './trainingLog';
import type { TrainingEntry } from './trainingLog';

const WRITE_EVERY_MS = 500;
const KEEP = 20;

export type TrainingChange =
  | { type: 'began'; run: TrainingRun }
  | { type: 'engine'; run: TrainingRun }
  | { type: 'points'; run: TrainingRun; points: TrainingPoint[] }
  | { type: 'ended'; run: TrainingRun };

export type TrainingStart = Omit<TrainingRun, 'formatVersion' | 'state' | 'points' | 'on' | 'measuring'>;

/** The one owner of every training series: in memory for the panels, on disk for the next window. */
export class TrainingRuns {
  private readonly folder: string;
  private readonly runs = new Map<string, TrainingRun>();
  private readonly unwritten = new Map<string, TrainingPoint[]>();
  private readonly changed = new Signal<TrainingChange>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private loaded = false;

  readonly onDidChange = this.changed.event;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The exercise's newest run; one that no end was written of comes back as interrupted. */
  latest(exercise: string): TrainingRun | undefined {
    this.load();
    return [...this.runs.values()]
      .filter((run) => run.exercise === exercise)
      .reduce<TrainingRun | undefined>((a, b) => (a && a.startedAt > b.startedAt ? a : b), undefined);
  }

  begin(start: TrainingStart): void {
    this.load();
    const head = { ...start, formatVersion: 1 as const };
    const run: TrainingRun = { ...head, state: 'running', points: [] };
    this.runs.set(run.id, run);
    this.forgetOldest();
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.path(run.id), trainingLine({ type: 'began', run: head }));
    this.changed.fire({ type: 'began', run });
  }

  /** Before it begins, engines are measured. */
  measure(id: string, engine: string): void {
    const run = this.runs.get(id);
    if (run?.state !== 'running') return;
    run.measuring = engine;
    this.changed.fire({ type: 'engine', run });
  }

  goOn(id: string, on: TrainingEngine): void {
    const run = this.runs.get(id);
    if (run?.state !== 'running') return;
    this.flush();
    run.on = on;
    this.write(id, { type: 'engine', on });
    this.changed.fire({ type: 'engine', run });
  }

  append(id: string, points: TrainingPoint[]): void {
    const run = this.runs.get(id);
    if (run?.state !== 'running') return;
    run.points.push(...points);
    this.unwritten.set(id, [...(this.unwritten.get(id) ?? []), ...points]);
    this.timer ??= setTimeout(() => this.flush(), WRITE_EVERY_MS);
    this.changed.fire({ type: 'points', run, points });
  }

  end(id: string, state: Extract<TrainingEntry, { type: 'ended' }>['state']): void {
    const run = this.runs.get(id);
    if (run?.state !== 'running') return;
    run.state = state;
    this.flush();
    this.write(id, { type: 'ended', state });
    this.changed.fire({ type: 'ended', run });
  }

  dispose(): void {
    this.flush();
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const [id, points] of this.unwritten) this.write(id, { type: 'points', points });
    this.unwritten.clear();
  }

  private write(id: string, entry: TrainingEntry): void {
    appendFileSync(this.path(id), trainingLine(entry));
  }

  private load(): void {
    if (this.loaded) return;
    this.loaded = true;
    for (const name of namesIn(this.folder)) {
      const run = readTrainingLog(readFileSync(join(this.folder, name), 'utf8'));
      if (run) this.runs.set(run.id, run);
    }
  }

  private forgetOldest(): void {
    const oldestFirst = [...this.runs.values()].toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
    for (const run of oldestFirst.slice(0, Math.max(0, oldestFirst.length - KEEP))) {
      if (run.state === 'running') continue;
      this.runs.delete(run.id);
      rmSync(this.path(run.id), { force: true });
    }
  }

  private path(id: string): string {
    return join(this.folder, `${id}.jsonl`);
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  } catch {
    return [];
  }
}
