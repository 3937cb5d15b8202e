import type { Printed } from '../protocol/learner';
import { mostPrinted } from '../protocol/learnerOrder';
import { printed } from './printed';

/** So many messages after each answer go line by line: nothing of what one prints to find a fault is missing when time runs out. */
const promptMessages = 200;
/** Then output waits for company: for so many characters, or until the last message is so long ago. */
const batch = { characters: 256, ms: 50 };

/**
 * What learner code printed, up to a cap for each answer; what was cut is counted. It is posted as it comes, for code that
 * never comes to an answer, and what has not been posted goes with the answer.
 */
export class Prints {
  readonly #post: (printed: Printed) => void;
  readonly #now: () => number;
  #text = '';
  #cut = 0;
  #room = mostPrinted.characters;
  #prompt = promptMessages;
  #postedAt = -Infinity;
  /** What has been said to be cut since the last answer. */
  #cutSaid = 0;

  constructor(post: (printed: Printed) => void, now: () => number) {
    this.#post = post;
    this.#now = now;
  }

  readonly console = Object.freeze({
    log: (...data: unknown[]) => this.write(printed(data)),
    info: (...data: unknown[]) => this.write(printed(data)),
    debug: (...data: unknown[]) => this.write(printed(data)),
    warn: (...data: unknown[]) => this.write(printed(data)),
    error: (...data: unknown[]) => this.write(printed(data)),
  });

  write(text: string): void {
    const kept = text.slice(0, this.#room);
    this.#room -= kept.length;
    this.#text += kept;
    this.#cut += text.length - kept.length;
    if (!this.#isDue()) return;
    const due = { prints: this.#text, printsCut: this.#cut };
    // Should the stack have no room for this, the text is still there.
    this.#post(due);
    this.take();
    this.#prompt--;
    this.#postedAt = this.#now();
  }

  take(): Printed {
    const taken = { prints: this.#text, printsCut: this.#cut };
    this.#text = '';
    this.#cut = 0;
    this.#cutSaid += taken.printsCut;
    return taken;
  }

  /** There is room again for what belongs to the next answer. */
  answered(): void {
    this.#room = mostPrinted.characters;
    this.#prompt = promptMessages;
    this.#cutSaid = 0;
  }

  /** Once there is no room, only the number grows: it is said again when it has grown by a tenth. */
  #isDue(): boolean {
    if (this.#text === '') return this.#cut > 0.1 * this.#cutSaid;
    if (this.#room === 0 || this.#prompt > 0 || this.#text.length >= batch.characters) return true;
    return this.#now() - this.#postedAt >= batch.ms;
  }
}
