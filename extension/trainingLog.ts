import { exact, revived } from '../webviews/posted';
import type { TrainingEngine, TrainingPoint, TrainingRun, TrainingState } from '../runtime/protocol/training';

/** A training run on disk: one JSON line per entry, so that a run cut short loses at most its last line. */
export type TrainingEntry =
  | { type: 'began'; run: Omit<TrainingRun, 'state' | 'points'> }
  | { type: 'engine'; on: TrainingEngine }
  | { type: 'points'; points: TrainingPoint[] }
  | { type: 'ended'; state: Exclude<TrainingState, 'running' | 'interrupted'> };

export function trainingLine(entry: TrainingEntry): string {
  return `${JSON.stringify(exact(entry))}\n`;
}

/** The run that a log tells of; without an end it was interrupted. Undefined where it tells of none. */
export function readTrainingLog(text: string): TrainingRun | undefined {
  let run: TrainingRun | undefined;
  for (const line of text.split('\n')) {
    const entry = parseLine(line);
    if (entry?.type === 'began') run = { ...entry.run, state: 'interrupted', points: [] };
    else if (entry?.type === 'points') run?.points.push(...entry.points);
    else if (entry?.type === 'engine' && run) run.on = entry.on;
    else if (entry?.type === 'ended' && run) run.state = entry.state;
  }
  return run;
}

function parseLine(line: string): TrainingEntry | undefined {
  try {
    const entry = revived(JSON.parse(line));
    return isEntry(entry) ? entry : undefined;
  } catch {
    // A line cut off by a crash.
    return undefined;
  }
}

/** The folder is ours alone; this guards against a log of another version, not against malice. */
function isEntry(entry: unknown): entry is TrainingEntry {
  if (typeof entry !== 'object' || entry === null || !('type' in entry)) return false;
  if (entry.type === 'began') return 'run' in entry && (entry.run as Partial<TrainingRun> | null)?.formatVersion === 1;
  if (entry.type === 'points') return 'points' in entry && Array.isArray(entry.points);
  if (entry.type === 'engine') return 'on' in entry && typeof entry.on === 'object' && entry.on !== null;
  return entry.type === 'ended' && 'state' in entry;
}
