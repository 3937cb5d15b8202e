import type { FromLearner, ToLearner } from './learner';

/**
 * The order in which a learner may speak. Its code could write to the channel itself, so an answer that was
 * not asked for, comes twice or comes out of turn is no answer but the end of the run.
 */
export class LearnerOrder {
  #awaited: ('loaded' | 'trained' | number)[] = [];
  #greeted = false;

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
    if (message.type === 'report') return next === 'trained';
    if (next === undefined || next !== answered(message)) return false;
    this.#awaited.shift();
    return true;
  }
}

function answered(message: Exclude<FromLearner, { type: 'ready' | 'report' }>): 'loaded' | 'trained' | number {
  switch (message.type) {
    case 'loaded':
    case 'loadFailed':
      return 'loaded';
    case 'trained':
    case 'trainFailed':
      return 'trained';
    case 'ran':
      return message.index;
    default:
      return message satisfies never;
  }
}
