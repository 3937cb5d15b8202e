import type { Exercise, Locale, Messages } from '../protocol/exercise';
import type { PassedOver } from '../protocol/engine';
import type { Prediction } from '../protocol/pricing';
import type { SourcePlace } from '../protocol/script';
import type { TrainingPoint } from '../protocol/training';
import type { CaseOutcome, Finding, Metrics, Verdict } from '../protocol/verdict';
import { commandOutcome } from '../words/outcome';
import type { CommandOutcome } from '../words/outcome';
import { render } from '../words/render';

interface Count {
  passed: number;
  total: number;
}

/** A verdict, and the series of its training run. */
export interface Judged {
  verdict: Verdict;
  points: TrainingPoint[];
}

/**
 * What `check --json` prints: one object per exercise, stable for scripts and graders. A number that is not finite, such
 * as the loss of a net that diverged, is null in JSON.
 */
export interface Report {
  formatVersion: 1;
  exercise: string;
  exerciseVersion: number;
  outcome: CommandOutcome;
  seed: number;
  visible: Count;
  hidden: Count;
  cases: { name: string; visible: boolean; outcome: CaseOutcome }[];
  failure?: {
    code: Finding['code'] | NonNullable<Verdict['error']>['reason'];
    case: string | null;
    message: string;
    mistake?: string;
    line?: number;
    column?: number;
  };
  gradients?: { tensor: string; shape: number[]; maxRelativeError: number; pass: boolean }[];
  /** With the whole series, as the training panel plots it. */
  metrics?: Metrics & { points: TrainingPoint[] };
  engine: string;
  device: string;
  /** Engines that would have come first, and why they did not. */
  passedOver?: PassedOver[];
  /** What a step of the training was predicted to take, on the engine in use first. */
  predictions?: Prediction[];
  durationMs: number;
}

export function reportOf({ verdict, points }: Judged, locale: Locale, messages: Messages, exercise: Exercise): Report {
  const count = (visible: boolean): Count => {
    const cases = verdict.cases.filter((one) => one.visible === visible);
    return { passed: cases.filter(({ outcome }) => outcome === 'pass').length, total: cases.length };
  };
  const failure = failureOf(verdict, render(verdict, locale, messages, exercise).headline);
  return {
    formatVersion: 1,
    exercise: verdict.exercise,
    exerciseVersion: verdict.exerciseVersion,
    outcome: commandOutcome(verdict),
    seed: verdict.seed,
    visible: count(true),
    hidden: count(false),
    cases: verdict.cases.map(({ name, visible, outcome }) => ({ name, visible, outcome })),
    ...(failure && { failure }),
    ...(verdict.gradients.length > 0 && {
      gradients: verdict.gradients.map(({ tensor, shape, maxRelativeError, pass }) => ({
        tensor,
        shape,
        maxRelativeError,
        pass,
      })),
    }),
    ...(verdict.metrics && { metrics: { ...verdict.metrics, points } }),
    engine: verdict.engine,
    device: verdict.device,
    ...(verdict.passedOver && { passedOver: verdict.passedOver }),
    ...(verdict.predictions && { predictions: verdict.predictions }),
    durationMs: Math.round(verdict.durationMs),
  };
}

function failureOf(verdict: Verdict, headline: string): Report['failure'] {
  const { error } = verdict;
  const failing = verdict.headline === undefined ? undefined : verdict.cases[verdict.headline];
  const failure = failing?.failure ?? verdict.failure;
  if (!error && !failure) return undefined;
  return {
    code: error?.reason ?? failure!.finding.code,
    case: failing?.name ?? null,
    message: error?.detail ? `${headline} ${error.detail}` : headline,
    ...(failure?.mistake !== undefined && { mistake: failure.mistake }),
    ...at(error ? error.place : failure?.place),
  };
}

const at = (place: SourcePlace | undefined): { line?: number; column?: number } =>
  place ? { line: place.line, column: place.column } : {};
