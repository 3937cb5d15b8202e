/** Time for limits and durations; never for what is compared. */
export interface Clock {
  /** Milliseconds from any origin. */
  now(): number;
  /** Calls back once; the function that is returned calls it off. */
  after(ms: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
