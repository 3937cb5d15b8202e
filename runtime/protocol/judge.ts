import type { Case } from './exercise';
import type { EngineSurvey } from './pricing';
import type { TrainingEngine, TrainingPoint } from './training';
import type { Verdict } from './verdict';

/** "Check this text." Everything that the judge needs to know of the outside. */
export interface CheckRequest {
  exercise: string;
  /** The learner's file as it should be named in messages, e.g. `05-backprop/affine-layer.ts`. */
  file: string;
  text: string;
  documentVersion?: number;
  seed: number;
  engine: string;
  /** These cases alone, by name. */
  only?: string[];
  /** The learner's other files that this exercise stands on, by exercise id; `passed` if that very text passed. */
  uses: { exercise: string; text: string; passed: boolean }[];
  /** The draw that failed last time, to be run first. */
  retry?: { case: string; seed: number };
  /** `run` loads the file for its prints only; `debug` has no time limits and waits for a debugger. */
  mode: 'check' | 'debug' | 'run';
  /** For those who prove a course: stop at the first failing case, or leave training out. Default `whole`. */
  extent?: 'whole' | 'untilFailure' | 'withoutTraining';
}

export type CheckEvent =
  /** Cases as the check is about to run them. */
  | { type: 'planned'; cases: Case[] }
  | { type: 'caseStarted'; index: number }
  | { type: 'caseFinished'; index: number; outcome: 'pass' | 'fail' | 'error' | 'skipped' }
  | { type: 'prints'; text: string }
  | {
      type: 'trainingStarted';
      totalSteps: number;
      standIns: string[];
      /** Test accuracy to reach, where the exercise asks for one. */
      target?: number;
    }
  /** Before the first run on a machine, or in a survey. */
  | { type: 'measuringEngine'; engine: string }
  /** What the run goes on with: once it begins, once it is known which engine is the fastest, and where it begins again. */
  | ({ type: 'trainingEngine' } & TrainingEngine)
  | { type: 'trainingPoints'; points: TrainingPoint[] }
  /** The learner process waits for a debugger here (mode `debug`). */
  | { type: 'debugReady'; url: string; port: number };

/** What serves checks: in this process, or in a forked one behind a channel. */
export interface JudgeService {
  /** Resolves with exactly one verdict, also when cancelled or when a process died. Never rejects. */
  check(request: CheckRequest, onEvent: (event: CheckEvent) => void, signal: AbortSignal): Promise<Verdict>;
  /**
   * Measures the engines of this machine where nobody has, as the first training would, or all of them `again`. Resolves with what is
   * known, or with undefined where it was cancelled or a process died. Never rejects.
   */
  survey(again: boolean, onEvent: (event: CheckEvent) => void, signal: AbortSignal): Promise<EngineSurvey | undefined>;
  dispose(): Promise<void>;
}

export type ToJudge =
  | { type: 'check'; id: number; request: CheckRequest }
  | { type: 'survey'; id: number; again: boolean }
  | { type: 'cancel'; id: number };

export type FromJudge =
  | { type: 'ready' }
  | { type: 'event'; id: number; event: CheckEvent }
  | { type: 'verdict'; id: number; verdict: Verdict }
  | { type: 'surveyed'; id: number; survey?: EngineSurvey }
  /** The host keeps the pids, so that it can end learners whose judge has died. */
  | { type: 'learnerStarted'; pid: number }
  | { type: 'learnerEnded'; pid: number };
