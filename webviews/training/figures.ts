import { formatCount, formatNumber } from '../../runtime/words/format';
import type { TrainingPoint } from '../../runtime/protocol/training';
import type { SayTraining } from './context';

/** As the reader would say it: `420 ms`, `3.2 s`, `2 min 5 s`, `1 h 10 min`. */
export function duration(ms: number, say: SayTraining): string {
  if (!Number.isFinite(ms)) return say('unknown');
  if (ms < 1000) return say('milliseconds', { count: Math.round(ms) });
  const seconds = ms / 1000;
  if (seconds < 60) return say('seconds', { count: seconds < 10 ? seconds.toFixed(1) : Math.round(seconds) });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return say('minutes', { minutes, seconds: Math.floor(seconds % 60) });
  return say('hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** Milliseconds still to go if the steps go on as they went so far: since the run began for the last time, at `startedMs`. */
export function timeLeft(last: TrainingPoint | undefined, totalSteps: number, startedMs: number): number {
  const spent = (last?.elapsedMs ?? 0) - startedMs;
  return last && last.step > 0 && spent > 0 ? (spent / last.step) * Math.max(0, totalSteps - last.step) : NaN;
}

/** Samples per second over the last quarter of the run, so that a slow start is forgotten. */
export function throughput(points: readonly TrainingPoint[]): number {
  const last = points.at(-1);
  if (!last) return NaN;
  const since = points.findLast(({ elapsedMs }) => elapsedMs <= last.elapsedMs * 0.75);
  const samples = last.samples - (since?.samples ?? 0);
  return (samples / (last.elapsedMs - (since?.elapsedMs ?? 0))) * 1000;
}

export function speed(points: readonly TrainingPoint[], say: SayTraining): string {
  const perSecond = throughput(points);
  return Number.isFinite(perSecond) ? say('samplesPerSecond', { count: formatCount(perSecond) }) : say('unknown');
}

export function share(value: number | undefined, say: SayTraining): string {
  if (value === undefined) return say('unknown');
  return Number.isFinite(value) ? `${(100 * value).toFixed(1)}%` : formatNumber(value);
}

export function loss(value: number | undefined, say: SayTraining): string {
  if (value === undefined) return say('unknown');
  return Number.isFinite(value) ? value.toPrecision(3) : formatNumber(value);
}
