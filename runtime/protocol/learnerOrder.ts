import type { FromLearner, ToLearner } from './learner';

/**
 * The most that a learner says of its output before each answer. Every message has text, or a number of characters cut that
 * has grown by a tenth, so that an honest one never comes near the number of messages.
 */
export const mostPrinted = { characters: 20_000, messages: 21_000 };

/**
 * The order in which a learner may speak. Its code could write to the channel itself, so an answer that was
 * not asked for, comes twice or comes out of turn is no answer but the end of the run.
 */
export class LearnerOrder {
  #awaited: ('loaded' | 'trained' | number)[] = [];
  #greeted = false;
  #recorded = false;
  #printed = { characters: 0, messages: 0 };

  posted(message: ToLearner): void {
    switch (message.type) {
      case 'load':
        this.#awaited.push('loaded');
        return;
      case 'run':
        this.#awaited.push(...message.scripts.keys());
        return;
      case 'train':
        this.#awaited.push('trained');
        return;
      default:
        message satisfies never;
    }
  }

  /** Whether the learner's turn has come to say this. */
  accepts(message: FromLearner): boolean {
    if (message.type === 'ready') return !this.#greeted && (this.#greeted = true);
    const next = this.#awaited[0];
    if (message.type === 'printed') return next !== undefined && this.#hasRoomFor(message.prints);
    if (message.type === 'deviceLost') return next !== undefined;
    if (message.type === 'stepRecorded') return next === 'trained' && !this.#recorded && (this.#recorded = true);
    if (next === undefined || next !== answered(message)) return false;
    this.#printed = { characters: 0, messages: 0 };
    if (message.type !== 'report') this.#awaited.shift();
    return true;
  }

  #hasRoomFor(text: string): boolean {
    this.#printed.characters += text.length;
    this.#printed.messages++;
    return this.#printed.characters <= mostPrinted.characters && this.#printed.messages <= mostPrinted.messages;
  }
}

type Answer = Exclude<FromLearner, { type: 'ready' | 'printed' | 'stepRecorded' | 'deviceLost' }>;

function answered(message: Answer): 'loaded' | 'trained' | number {
  switch (message.type) {
    case 'loaded':
    case 'loadFailed':
      return 'loaded';
    case 'report':
    case 'trained':
    case 'trainFailed':
      return 'trained';
    case 'ran':
      return message.index;
    default:
      return message satisfies never;
  }
}
