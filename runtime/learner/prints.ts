import type { Printed } from '../protocol/learner';
import { printed } from './printed';

const mostCharacters = 20_000;

/** What learner code printed since it was last asked, up to a cap; what was cut is counted. */
export class Prints {
  #text = '';
  #cut = 0;

  readonly console = Object.freeze({
    log: (...data: unknown[]) => this.write(printed(data)),
    info: (...data: unknown[]) => this.write(printed(data)),
    debug: (...data: unknown[]) => this.write(printed(data)),
    warn: (...data: unknown[]) => this.write(printed(data)),
    error: (...data: unknown[]) => this.write(printed(data)),
  });

  write(text: string): void {
    const room = mostCharacters - this.#text.length;
    this.#text += text.slice(0, room);
    this.#cut += Math.max(0, text.length - room);
  }

  take(): Printed {
    const taken = { prints: this.#text, printsCut: this.#cut };
    this.#text = '';
    this.#cut = 0;
    return taken;
  }
}
