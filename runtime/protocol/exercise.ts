export type Locale = 'en' | 'zh-cn';
export type Localized = Record<Locale, string>;
export type ExerciseKind = 'code' | 'gradient' | 'train' | 'quiz' | 'predict';

/** What `exercise.yaml` says, as data. The JSON schema beside it is what editors complete from. */
export interface Exercise {
  id: string;
  version: number;
  kind: ExerciseKind;
  title: Localized;
  /** Names that the learner must export. */
  entry: string[];
  /** Ids of exercises whose entries this one imports. */
  uses: string[];
  book: { title: 'DLFS' | 'D2L'; section: string }[];
  limits: { caseMs: number; totalMs: number; memoryMB: number };
  tolerance: { rtol: number; atol: number };
  /** It lives on the digits of float64: it is asked in no other dtype, whatever computes. */
  float64?: boolean;
  /** `forbid`: names, of which `np.matmul in dot` is forbidden in the declaration of `dot` only. */
  constraints: { maxLoops?: number; forbid?: string[] };
  /** A name of `lessons/datasets.yaml`, for training. */
  dataset?: string;
  aliases: string[];
}

export interface Chapter {
  id: string;
  title: Localized;
  summary: Localized;
  exercises: Exercise[];
}

/** The index: all that the tree, the command line's `list` and activation need. */
export interface Course {
  formatVersion: 1;
  chapters: Chapter[];
}

export interface Messages {
  /** By mistake or law id. */
  mistakes: Record<string, string>;
  /** By the English name of the case; empty in English. */
  cases: Record<string, string>;
}

/** What a case is known by, before and after it has run. */
export interface Case {
  /** The author's English name; no two cases of an exercise share one. */
  name: string;
  /** The entry that it asks about. */
  entry: string;
  /** Shown beside its expected value from the start, or drawn when it is run. */
  visible: boolean;
}

/** What the learner may see before passing: one lazy file per exercise. */
export interface Lesson {
  exercise: Exercise;
  /** In the author's order. */
  cases: Case[];
  /** Statement as HTML, without its hints; mathematics already typeset. */
  task: Localized;
  hints: Record<Locale, { title: string; html: string }[]>;
  messages: Record<Locale, Messages>;
  starter: string;
}

/** What only the judge reads (and *Compare with Solution*, once earned). */
export interface Secret {
  /** The reference, TypeScript as written. */
  solution: string;
  /** By message id, TypeScript as written. */
  mistakes: Record<string, string>;
  /** Compiled `checks.ts`: a CommonJS module body over `require('np' | 'kit' | 'kit/checks')`. */
  checks: string;
}
