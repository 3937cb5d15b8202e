import type { SourcePlace } from '../protocol/script';
import type { CaseOutcome, ErrorReason, Outcome } from '../protocol/verdict';

/**
 * A verdict in the reader's language, ready to be laid out: by the task panel, by the Testing view and by the
 * command line alike. Prose marks code with backticks. Everything here is plain JSON.
 */
export interface RenderedVerdict {
  outcome: Outcome;
  reason: ErrorReason | null;
  /** One or two words for the outcome: "Passed", "Not yet". */
  label: string;
  /** One sentence: what happened. */
  headline: string;
  /** What failed, when something did: the headline case, or the file as a whole. */
  failure: RenderedFailure | null;
  /** What to try next. */
  advice: string[];
  cases: RenderedCase[];
  /** "5 of 7 cases passed". */
  tally: string;
  /** Where only some of the cases were asked for: which, and that it does not count. */
  partial: string | null;
  prints: RenderedPrints | null;
  /** Seed, time, engine, memory: label and value. */
  facts: { label: string; value: string }[];
  /** Panels that have more to show of this verdict. */
  panels: ('gradient' | 'training')[];
}

export interface RenderedCase {
  /** The author's English name: what requests name the case by. */
  id: string;
  name: string;
  entry: string;
  visible: boolean;
  /** "example" or "hidden". */
  visibility: string;
  outcome: CaseOutcome;
  label: string;
  duration: string;
  failure: RenderedFailure | null;
  prints: string;
}

export interface RenderedFailure {
  /** The case's name, or null where the whole file failed. */
  case: string | null;
  /** What is wrong, in one sentence. */
  summary: string;
  /** The message of the known mistake that gives the very same outputs. */
  mistake: string | null;
  /** What follows from the numbers: "That is the transpose of what is expected." */
  remarks: string[];
  place: SourcePlace | null;
  /** "affine-layer.ts:12:5" */
  placeText: string | null;
  evidence: RenderedEvidence | null;
  /** "Seed 42": the draw that failed. */
  seed: string | null;
}

export interface RenderedEvidence {
  /** The question as code, a statement a line. */
  call: string;
  /** Which part of the result is shown: `dW`, `[1]`; empty for the whole. */
  path: string;
  inputs: { name: string; value: RenderedValue }[];
  yours: RenderedValue | null;
  expected: RenderedValue | null;
  /** "Equal means within 1e-7 of the value plus 1e-9." Null where nothing was compared. */
  tolerance: string | null;
}

export type RenderedValue =
  | { kind: 'text'; about: string; text: string; cut: string | null }
  | { kind: 'table'; about: string; blocks: RenderedBlock[]; cut: string | null };

/** One matrix of an array: rank 0-2 arrays have one, higher ranks one per leading index. */
export interface RenderedBlock {
  /** `[0, 1]` for the leading axes; empty for rank 0-2. */
  label: string;
  /** Column numbers, null where columns were cut; empty for rank 0. */
  columns: (number | null)[];
  /** Rank 2 and more number their rows; a row without cells stands where rows were cut. */
  rows: { index: number | null; cells: RenderedCell[] }[];
}

export interface RenderedCell {
  text: string;
  /** What differs, in words; null where it agrees or nothing was compared. */
  differs: string | null;
}

export interface RenderedPrints {
  text: string;
  /** What was cut, in words. */
  cut: string | null;
}
