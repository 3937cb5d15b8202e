import type { TrainingPoint } from '../../runtime/protocol/training';
import { el } from '../dom';
import type { SayTraining } from './context';
import { duration, loss, share } from './figures';

/** The curves as numbers: for screen readers, and for whoever wants the exact ones. */
export class SeriesTable {
  readonly element: HTMLElement;
  readonly #say: SayTraining;
  readonly #body = el('tbody');
  #run = '';

  constructor(say: SayTraining) {
    this.#say = say;
    const columns = ['step', 'elapsed', 'trainLoss', 'testLoss', 'trainAccuracy', 'testAccuracy'] as const;
    const head = columns.map((key) => el('th', { scope: 'col' }, say(key)));
    this.element = el(
      'section',
      { class: 'series', tabindex: 0, 'aria-label': say('tableCaption') },
      el('table', {}, el('caption', {}, say('tableCaption')), el('thead', {}, el('tr', {}, head)), this.#body),
    );
  }

  /** Adds the rows that are new; another run, or one that is shorter, starts afresh. */
  show(run: string, points: readonly TrainingPoint[]): void {
    if (run !== this.#run || points.length < this.#body.rows.length) this.#body.replaceChildren();
    this.#run = run;
    this.#body.append(...points.slice(this.#body.rows.length).map((point) => this.#row(point)));
  }

  #row(point: TrainingPoint): HTMLTableRowElement {
    const say = this.#say;
    const cell = (value: number, text: string): Node => el('td', { 'data-value': value }, text);
    return el(
      'tr',
      {},
      el('th', { scope: 'row', 'data-value': point.step }, String(point.step)),
      cell(point.elapsedMs, duration(point.elapsedMs, say)),
      cell(point.trainLoss, loss(point.trainLoss, say)),
      cell(point.testLoss, loss(point.testLoss, say)),
      cell(point.trainAccuracy, share(point.trainAccuracy, say)),
      cell(point.testAccuracy, share(point.testAccuracy, say)),
    );
  }
}
