import type { RenderedBlock, RenderedEvidence, RenderedValue } from '../../runtime/words/rendered';
import { el } from '../dom';
import type { SayTask } from './context';

/** What was run and what came out: inputs, then yours beside expected, with differing entries marked. */
export function evidenceView(
  { call, path, inputs, yours, expected, tolerance }: RenderedEvidence,
  seed: string | null,
  name: string | null,
  say: SayTask,
): Node {
  const side = (title: string): Node[] => [
    el('strong', {}, title),
    ...(path === '' ? [] : [document.createTextNode(' '), el('code', {}, path)]),
  ];
  const hasMarks = [yours, expected].some((value) => value !== null && isMarked(value));
  return el(
    'details',
    { class: 'evidence', open: true, 'data-key': `evidence-${name ?? ''}` },
    el('summary', {}, say('details')),
    el('pre', { class: 'call', tabindex: 0 }, el('code', {}, call)),
    inputs.length > 0 &&
      el(
        'div',
        { class: 'values inputs' },
        inputs.map(({ name, value }) => valueView([el('code', {}, name)], name, value)),
      ),
    (yours || expected) &&
      el(
        'div',
        { class: 'values compared' },
        yours && valueView(side(say('yours')), `${say('yours')} ${path}`, yours),
        expected && valueView(side(say('expected')), `${say('expected')} ${path}`, expected),
      ),
    el(
      'p',
      { class: 'muted small' },
      [hasMarks ? say('legend') : '', tolerance ?? '', seed ?? ''].filter(Boolean).join(' '),
    ),
  );
}

function isMarked(value: RenderedValue): boolean {
  return (
    value.kind === 'table' &&
    value.blocks.some(({ rows }) => rows.some(({ cells }) => cells.some(({ differs }) => differs !== null)))
  );
}

function valueView(title: Node[], name: string, value: RenderedValue): Node {
  return el(
    'figure',
    { class: 'value' },
    el('figcaption', {}, title, el('span', { class: 'muted' }, ` ${value.about}`)),
    value.kind === 'text'
      ? el('pre', { class: 'text-value', tabindex: 0 }, value.text)
      : el(
          'div',
          { class: 'blocks' },
          value.blocks.map((block) => tableView(block, `${name} ${block.label}`.trim())),
        ),
    value.cut && el('p', { class: 'muted small' }, value.cut),
  );
}

/** One matrix. Rows and columns are numbered as the learner would index them. */
function tableView({ label, columns, rows }: RenderedBlock, name: string): Node {
  const isNumbered = rows.some(({ index }) => index !== null);
  const hasHead = columns.length > 1;
  const corner = isNumbered ? [el('td', {})] : [];
  const head = columns.map((column) => el('th', { scope: 'col' }, column === null ? '…' : String(column)));
  return el(
    'div',
    { class: 'block' },
    label !== '' && el('div', { class: 'block-label muted' }, label),
    el(
      'div',
      { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': name },
      el(
        'table',
        { class: 'matrix', 'aria-label': name },
        hasHead && el('thead', {}, el('tr', {}, corner, head)),
        el(
          'tbody',
          {},
          rows.map(({ index, cells }) =>
            cells.length === 0
              ? el('tr', {}, el('th', {}, '⋮'), el('td', { colspan: columns.length, class: 'gap' }, '⋮'))
              : el('tr', {}, isNumbered && el('th', { scope: 'row' }, String(index)), cells.map(cellView)),
          ),
        ),
      ),
    ),
  );
}

function cellView({ text, differs }: RenderedBlock['rows'][number]['cells'][number]): Node {
  if (differs === null) return el('td', {}, text);
  return el(
    'td',
    { class: 'differs', title: differs },
    el('span', { 'aria-hidden': 'true' }, '≠\u2009'),
    el('span', { 'aria-hidden': 'true' }, text),
    el('span', { class: 'unseen' }, differs),
  );
}
