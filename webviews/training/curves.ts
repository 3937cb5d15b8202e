import { Chart, LineController, LineElement, LinearScale, PointElement, Tooltip } from 'chart.js';
import type { ChartDataset, ChartOptions } from 'chart.js';
import type { TrainingPoint } from '../../runtime/protocol/training';
import { formatNumber, formatShare } from '../../runtime/words/format';
import { el, refill, setAttributes } from '../dom';
import type { SayTraining } from './context';
import { decimate } from './decimate';
import type { Sample } from './decimate';
import { onThemeChange, readTheme } from './theme';
import type { Theme } from './theme';

Chart.register(LineController, LineElement, LinearScale, PointElement, Tooltip);

/** More than a panel has pixels for. */
const mostSamples = 1200;
const markers = 10;
const testDash = [6, 4];

type Measure = 'Loss' | 'Accuracy';

/** Loss and accuracy over the steps; training and test data differ by dash and marker as well as by colour. */
export class Curves {
  readonly element: HTMLElement;
  readonly #say: SayTraining;
  readonly #charts: Record<Measure, Chart<'line', Sample[]>>;
  readonly #targetItem = el('li', { class: 'target', hidden: true });
  #theme = readTheme();
  #points: readonly TrainingPoint[] = [];
  #totalSteps = 0;
  #target: number | null = null;

  constructor(say: SayTraining) {
    this.#say = say;
    const loss = el('canvas', { role: 'img', 'aria-label': say('chartLabel', { chart: say('loss') }) });
    const accuracy = el('canvas', { role: 'img', 'aria-label': say('chartLabel', { chart: say('accuracy') }) });
    const figure = (title: string, canvas: HTMLCanvasElement): Node =>
      el('figure', { class: 'chart' }, el('figcaption', {}, title), el('div', { class: 'canvas' }, canvas));
    this.element = el(
      'section',
      { class: 'curves' },
      el(
        'ul',
        { class: 'legend' },
        el('li', { class: 'train' }, sampleLine('circle'), say('train')),
        el('li', { class: 'test' }, sampleLine('triangle'), say('test')),
        this.#targetItem,
      ),
      figure(say('lossAxis'), loss),
      figure(say('accuracyAxis'), accuracy),
    );
    this.#charts = { Loss: this.#chart(loss, 'Loss'), Accuracy: this.#chart(accuracy, 'Accuracy') };
    onThemeChange(() => {
      this.#theme = readTheme();
      this.#draw();
    });
  }

  show(points: readonly TrainingPoint[], totalSteps: number, target: number | null): void {
    this.#points = points;
    this.#totalSteps = totalSteps;
    this.#target = target;
    this.#targetItem.hidden = target === null;
    if (target !== null) {
      const words = this.#say('target', { target: formatShare(target) });
      refill(this.#targetItem, [sampleLine('dots'), words]);
    }
    this.#draw();
  }

  #chart(canvas: HTMLCanvasElement, measure: Measure): Chart<'line', Sample[]> {
    return new Chart<'line', Sample[]>(canvas, {
      type: 'line',
      data: { datasets: [] },
      options: this.#options(measure),
    });
  }

  #draw(): void {
    for (const measure of ['Loss', 'Accuracy'] as const) {
      const chart = this.#charts[measure];
      chart.options = this.#options(measure);
      chart.data.datasets = [
        this.#line(`train${measure}`, this.#theme.train, false),
        this.#line(`test${measure}`, this.#theme.test, true),
        ...(measure === 'Accuracy' && this.#target !== null ? [this.#targetLine(this.#target)] : []),
      ];
      chart.update('none');
    }
  }

  #line(
    key: 'trainLoss' | 'testLoss' | 'trainAccuracy' | 'testAccuracy',
    colour: string,
    isTest: boolean,
  ): ChartDataset<'line', Sample[]> {
    const samples = this.#points.map((point) => ({ x: point.step, y: Number.isFinite(point[key]) ? point[key] : NaN }));
    const data = decimate(samples, mostSamples);
    const every = Math.max(1, Math.round(data.length / markers));
    return {
      label: this.#say(key),
      data,
      borderColor: colour,
      backgroundColor: isTest ? this.#theme.background : colour,
      borderDash: isTest ? testDash : [],
      borderWidth: 2,
      pointStyle: isTest ? 'triangle' : 'circle',
      pointRadius: ({ dataIndex }) => (dataIndex % every === 0 || dataIndex === data.length - 1 ? 4 : 0),
      pointHoverRadius: 6,
      pointBorderWidth: 1.5,
      // Markers on the axes are drawn whole.
      clip: 8,
    };
  }

  #targetLine(target: number): ChartDataset<'line', Sample[]> {
    return {
      label: this.#say('target', { target: formatShare(target) }),
      data: [
        { x: 0, y: target },
        { x: this.#totalSteps, y: target },
      ],
      borderColor: this.#theme.muted,
      borderDash: [2, 3],
      borderWidth: 1.5,
      pointRadius: 0,
      pointHoverRadius: 0,
    };
  }

  #options(measure: Measure): ChartOptions<'line'> {
    const theme = this.#theme;
    const isShare = measure === 'Accuracy';
    const write = (value: number): string =>
      isShare ? formatShare(value) : formatNumber(Number(value.toPrecision(4)));
    return {
      animation: false,
      parsing: false,
      normalized: true,
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: 'index', intersect: false },
      font: { family: theme.font },
      scales: {
        x: {
          type: 'linear',
          min: 0,
          max: Math.max(1, this.#totalSteps),
          title: { display: true, text: this.#say('stepAxis'), color: theme.muted },
          ticks: { color: theme.muted, maxRotation: 0 },
          grid: { color: theme.grid },
          border: { color: theme.muted },
        },
        y: {
          type: 'linear',
          min: 0,
          ...(isShare ? { max: 1 } : { grace: '8%' }),
          ticks: { color: theme.muted, ...(isShare && { stepSize: 0.2 }), callback: (value) => write(Number(value)) },
          grid: { color: theme.grid },
          border: { color: theme.muted },
        },
      },
      plugins: { tooltip: this.#tooltip(theme, write) },
    };
  }

  #tooltip(
    theme: Theme,
    write: (value: number) => string,
  ): NonNullable<NonNullable<ChartOptions<'line'>['plugins']>['tooltip']> {
    return {
      animation: false,
      backgroundColor: theme.background,
      borderColor: theme.border,
      borderWidth: 1,
      titleColor: theme.foreground,
      bodyColor: theme.foreground,
      usePointStyle: true,
      filter: ({ datasetIndex }) => datasetIndex < 2,
      callbacks: {
        title: ([item]) => this.#say('stepOf', { step: item?.parsed.x ?? 0, total: this.#totalSteps }),
        label: ({ dataset, parsed }) => ` ${dataset.label ?? ''}: ${write(parsed.y ?? NaN)}`,
      },
    };
  }
}

/** The look of a curve, for the legend. */
function sampleLine(look: 'circle' | 'triangle' | 'dots'): SVGSVGElement {
  const make = <K extends keyof SVGElementTagNameMap>(
    tag: K,
    attributes: Record<string, string | number>,
  ): SVGElementTagNameMap[K] => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    setAttributes(element, attributes);
    return element;
  };
  const svg = make('svg', { viewBox: '0 0 36 12', width: 36, height: 12, 'aria-hidden': 'true' });
  const dashes = { circle: 'none', triangle: '6 4', dots: '2 3' }[look];
  svg.append(make('line', { x1: 0, x2: 36, y1: 6, y2: 6, 'stroke-width': 2, 'stroke-dasharray': dashes }));
  if (look === 'circle') svg.append(make('circle', { cx: 18, cy: 6, r: 4 }));
  if (look === 'triangle') svg.append(make('path', { d: 'M18 1.5 22.5 10h-9Z' }));
  return svg;
}
