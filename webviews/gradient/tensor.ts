import type { GradientVerdict } from '../../runtime/protocol/verdict';
import { formatIndex, formatNumber, formatShape } from '../../runtime/words/format';
import { unravel } from '../../runtime/words/position';
import { button, el } from '../dom';
import { icon } from '../icons';
import type { SayGradient } from './context';
import { heatMap } from './heatMap';
import type { Entry } from './heatMap';
import { errorScale, valueScale } from './scale';
import { errorShade, valueShade } from './shades';
import { slicesOf, worstOf } from './slices';
import type { Slice } from './slices';

/** Wider matrices have no room for numbers in their cells. */
const mostTextColumns = 6;
const mostSlices = 3;

const maps = ['analytic', 'numeric', 'relativeError'] as const;

const brief = (x: number): string => formatNumber(Number(x.toPrecision(3)));
const precise = (x: number): string => formatNumber(x);

/** One tensor: its verdict, the scale, and per slice the three maps side by side. */
export function tensorView(gradient: GradientVerdict, name: string, say: SayGradient): HTMLElement {
  const { tensor, shape, pass, maxRelativeError, relativeError } = gradient;
  const worst = worstOf(relativeError);
  const readout = el('p', { class: 'readout muted', 'aria-hidden': 'true' }, say('keys'));
  const slices = slicesOf(shape, worst);
  const section = el('section', { class: 'tensor', id: name, tabindex: -1, 'aria-label': tensor });

  const show = (position: number | null): void => {
    readout.textContent = position === null ? say('keys') : describe(gradient, position, say);
    for (const cell of section.querySelectorAll<HTMLElement>('.cell')) {
      cell.classList.toggle('same', position !== null && Number(cell.dataset.position) === position);
    }
  };
  const body = el('div', { class: 'slices' });
  const draw = (shown: Slice[]): void =>
    body.replaceChildren(...shown.map((slice) => sliceView(gradient, slice, say, show)));
  const first = aroundWorst(slices, shape, worst);
  draw(first);

  section.append(
    el(
      'div',
      { class: 'tensor-head' },
      icon(pass ? 'pass' : 'fail'),
      el('h2', {}, el('code', {}, tensor)),
      el('strong', {}, pass ? say('pass') : say('fail')),
      el('span', { class: 'muted' }, say('shape', { shape: formatShape(shape) })),
      el('span', {}, say('overall', { error: brief(maxRelativeError) })),
    ),
    errorScale(gradient, say),
  );
  if (relativeError.length > 0 && !pass) {
    const toWorst = button(say('goToWorst'), { key: `worst-${name}`, link: true }, () =>
      section.querySelector<HTMLElement>(`.cell[data-position="${worst}"]`)?.focus(),
    );
    section.append(el('p', { class: 'worst' }, say('worst', entryWords(gradient, worst)), ' ', toWorst));
  }
  section.append(readout, body);
  if (first.length < slices.length) {
    const more = button(say('more'), { key: `more-${name}` }, () => {
      draw(slices);
      note.remove();
    });
    const words = el('span', { class: 'muted' }, say('slices', { shown: first.length, total: slices.length }));
    const note = el('div', { class: 'actions' }, words, more);
    section.append(note);
  }
  section.append(
    el(
      'div',
      { class: 'legend muted small' },
      valueScale(largestOf(gradient), say),
      !pass && el('span', {}, say('marked')),
    ),
  );
  return section;
}

/** The slice of the worst entry, and the first others. */
function aroundWorst(slices: Slice[], shape: readonly number[], worst: number): Slice[] {
  const size = (shape.at(-1) ?? 1) * (shape.at(-2) ?? 1);
  const chosen = new Set([Math.floor(worst / size), ...slices.keys()].slice(0, mostSlices + 1));
  const indexes = [...chosen].slice(0, mostSlices).sort((a, b) => a - b);
  return indexes.flatMap((i) => slices[i] ?? []);
}

function sliceView(
  gradient: GradientVerdict,
  slice: Slice,
  say: SayGradient,
  onShow: (position: number | null) => void,
): HTMLElement {
  const { tensor, pass, limit, relativeError } = gradient;
  const label = slice.index.length === 0 ? '' : say('slice', { index: formatIndex(slice.index) });
  const largest = largestOf(gradient);
  const entryAt =
    (map: (typeof maps)[number]) =>
    (position: number): Entry => {
      const value = gradient[map][position] ?? NaN;
      const error = relativeError[position] ?? NaN;
      const isError = map === 'relativeError';
      return {
        text: brief(value),
        label: describe(gradient, position, say),
        shade: isError ? errorShade(error, limit) : valueShade(value, largest),
        marked: isError && !pass && !(error <= limit),
      };
    };
  return el(
    'div',
    { class: 'slice' },
    label !== '' && el('h3', { class: 'muted' }, label),
    el(
      'div',
      { class: 'maps' },
      maps.map((map) => {
        const name = `${say('gridLabel', { map: say(map), tensor })} ${label}`.trim();
        const showText = slice.columns.length <= mostTextColumns;
        return el(
          'figure',
          { 'data-map': map },
          el('figcaption', {}, say(map)),
          heatMap(slice, { name, showText, entryAt: entryAt(map), onShow }),
        );
      }),
    ),
  );
}

function entryWords(
  gradient: GradientVerdict,
  position: number,
): Record<'index' | 'analytic' | 'numeric' | 'error', string> {
  const { shape, analytic, numeric, relativeError } = gradient;
  return {
    index: formatIndex(unravel(position, shape)),
    analytic: precise(analytic[position] ?? NaN),
    numeric: precise(numeric[position] ?? NaN),
    error: brief(relativeError[position] ?? NaN),
  };
}

function describe(gradient: GradientVerdict, position: number, say: SayGradient): string {
  const words = entryWords(gradient, position);
  const isOver = !gradient.pass && !((gradient.relativeError[position] ?? NaN) <= gradient.limit);
  return isOver ? say('entryOff', words) : say('entry', words);
}

function largestOf({ analytic, numeric }: GradientVerdict): number {
  return Math.max(0, ...[...analytic, ...numeric].filter(Number.isFinite).map(Math.abs));
}
