/** Memory that the two ends of a queue share. */
export interface SharedQueue {
  readonly signs: Int32Array;
  /** The entries that wait. */
  readonly words: Float64Array;
  /** What there is to say once it is ready, or has ended: UTF-8, after its length. */
  readonly text: Uint8Array;
}

/** What the signs say: counts that wrap, and one number of `stages`. */
export const sign = {
  written: 0,
  done: 1,
  /** Of questions. */
  answered: 2,
  stage: 3,
  /** Set by the end that submits: nothing more is to be done. */
  ending: 4,
  /** Set by the other end: nothing more will be. */
  ended: 5,
  /** Changes with every sign of life from the device's end. */
  bell: 6,
} as const;

export const stages = ['starting', 'ready', 'refused', 'lost', 'outOfMemory'] as const;
export type Stage = (typeof stages)[number];

/** Entries that may wait. */
export const slots = 512;
/** Enough for three layouts of NumPy's 64 axes. */
export const wordsOfSlot = 512;

export function shareQueue(): SharedQueue {
  return {
    signs: new Int32Array(new SharedArrayBuffer(64)),
    words: new Float64Array(new SharedArrayBuffer(slots * wordsOfSlot * 8)),
    text: new Uint8Array(new SharedArrayBuffer(4096)),
  };
}
