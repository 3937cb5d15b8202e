import type { Clock } from './clock';
import type { LearnerHandle, LearnerPool, TakeOptions } from './learnerPool';
import { Session, Stopped } from './session';

/** All learners of one check: they are stopped together, and none outlives it. */
export class Sessions {
  readonly #pool: LearnerPool;
  readonly #clock: Clock;
  readonly #open: Session[] = [];
  #stopped: Stopped | undefined;
  #callOff = () => {};

  constructor(pool: LearnerPool, clock: Clock) {
    this.#pool = pool;
    this.#clock = clock;
  }

  async open(options: TakeOptions): Promise<Session> {
    if (this.#stopped) throw this.#stopped;
    return this.#begin(await this.#pool.take(options));
  }

  #begin(learner: LearnerHandle): Session {
    const session = new Session(learner, this.#clock);
    this.#open.push(session);
    if (this.#stopped) session.stop(this.#stopped);
    return session;
  }

  /** Ends all that run, and all that are opened later. */
  stop(why: Stopped): void {
    this.#stopped ??= why;
    for (const session of this.#open) session.stop(this.#stopped);
  }

  /** Ends those that are open; others may be opened. */
  close(): void {
    for (const session of this.#open) session.stop(new Stopped('enough'));
  }

  /** Gives everything from now on so much time together. */
  limit(ms: number, why: Stopped): void {
    this.#callOff();
    this.#callOff = Number.isFinite(ms) ? this.#clock.after(ms, () => this.stop(why)) : () => {};
  }

  end(why: Stopped): void {
    this.#callOff();
    this.stop(why);
  }

  /** Of those that counted. */
  get peakMemoryBytes(): number {
    const counted = this.#open.filter(({ isLost }) => !isLost);
    return Math.max(0, ...counted.map(({ peakMemoryBytes }) => peakMemoryBytes));
  }
}
