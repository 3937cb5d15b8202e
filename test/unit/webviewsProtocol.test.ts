import { describe, expect, it } from 'vitest';
import { render } from '../../runtime/words/render';
import { panelHtml } from '../../webviews/html';
import { parseFromTask, parsePanelState, parseToGradient, parseToTask, parseToTraining } from '../../webviews/parsers';
import { exact, revived } from '../../webviews/posted';
import type { TaskView, ToGradient, ToTask, ToTraining } from '../../webviews/protocol';
import { affine, array, failing, messages } from './wordsFixtures';

/** As VS Code carries a message: through JSON. */
const posted = (message: unknown): unknown => JSON.parse(JSON.stringify(exact(message)));

const rendered = render(
  failing({
    finding: { code: 'notFinite', index: [0], found: NaN, expected: 1 },
    evidence: {
      call: 'f(x)',
      inputs: [{ name: 'x', value: array([2], [1, 2]) }],
      path: '',
      yours: array([2], [NaN, 2]),
      expected: array([2], [1, 2]),
      rtol: 0,
      atol: 0,
    },
    place: { file: 'a.ts', line: 1, column: 2 },
  }),
  'en',
  messages,
  affine,
);

const view: TaskView = {
  exercise: { id: affine.id, title: 'Affine layer', chapter: 'Backpropagation', kind: 'gradient', book: [] },
  html: '<p>x</p>',
  progress: 'attempted',
  peeked: false,
  hints: { shown: [{ title: 'A', html: '' }], total: 3 },
  compareAfterTries: 2,
  next: null,
  blocked: null,
  check: { state: 'running', cases: [{ name: 'one', visible: true, outcome: 'waiting' }] },
  verdict: { rendered, stale: false },
};

describe('messages', () => {
  it('to the task panel arrive whole', () => {
    const message: ToTask = { type: 'snapshot', view };
    expect(parseToTask(posted(message))).toEqual(message);
  });

  it('that change a field leave the others out', () => {
    const message: ToTask = { type: 'changed', view: { peeked: true, verdict: null } };
    expect(parseToTask(posted(message))).toEqual(message);
  });

  it('keep a loss that is no number', () => {
    const point = { step: 1, elapsedMs: 2, samples: 3, trainAccuracy: 0, testLoss: Infinity, testAccuracy: 0 };
    const message: ToTraining = { type: 'points', run: 'r', points: [{ ...point, trainLoss: NaN }] };
    expect(parseToTraining(posted(message))).toEqual(message);
  });

  it('keep gradients that are no numbers', () => {
    const numbers = { analytic: [NaN, 1], numeric: [-Infinity, 1], relativeError: [NaN, 0] };
    const verdict = {
      case: 'c',
      tensor: 'dx',
      shape: [2],
      ...numbers,
      maxRelativeError: NaN,
      limit: 1e-6,
      pass: false,
    };
    const message: ToGradient = { type: 'changed', view: { gradients: [verdict] } };
    expect(parseToGradient(posted(message))).toEqual(message);
  });

  it.each([
    [undefined, /message/],
    [{ type: 'explode' }, /type: expected ready/],
    [{ type: 'runCase' }, /case: expected text, found undefined/],
    [{ type: 'goTo', place: { file: 'a', line: '1', column: 2 } }, /place.line: expected a number/],
    [{ type: 'showPanel', panel: 'task' }, /panel: expected gradient/],
  ])('from a panel that make no sense are refused: %j', (message, words) => {
    expect(() => parseFromTask(message)).toThrow(words);
  });

  it('from a panel lose what nobody asked for', () => {
    expect(parseFromTask({ type: 'run', sudo: true })).toEqual({ type: 'run' });
  });

  it('of a panel that an older version left are refused or read', () => {
    expect(parsePanelState({ exercise: 'a/b', scroll: 3 })).toEqual({ exercise: 'a/b' });
    expect(() => parsePanelState(null)).toThrow();
  });

  it('survive a round trip whatever their numbers', () => {
    const message = { a: [NaN, -Infinity, 1.5], b: { c: 'NaN', d: null } };
    expect(revived(posted(message))).toEqual(message);
  });
});

describe('the page of a panel', () => {
  const page = (panel: 'task' | 'training') =>
    panelHtml({
      panel,
      nonce: 'abc',
      cspSource: 'https://x.test',
      scriptUri: 'https://x.test/task.js',
      styleUris: ['https://x.test/a.css'],
      lang: 'zh-cn',
      title: 'A <b> & "c"',
      strings: { loading: '</script><script>alert(1)</script>' },
      state: { exercise: 'a/b' },
    });
  const policy = (html: string): string => /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';

  it('runs one script, by nonce, and nothing remote', () => {
    expect(policy(page('training'))).toBe(
      `default-src 'none'; script-src 'nonce-abc'; style-src https://x.test; font-src https://x.test; img-src https://x.test data:; base-uri 'none'; form-action 'none'`,
    );
  });

  it('allows style attributes for mathematics alone', () => {
    expect(policy(page('task'))).toContain(`style-src-attr 'unsafe-inline'`);
    expect(policy(page('training'))).not.toContain('unsafe-inline');
  });

  it('cannot be broken out of by what is put into it', () => {
    const html = page('task');
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html).toContain('<title>A &lt;b&gt; &amp; &quot;c&quot;</title>');
    expect(html).toContain('<html lang="zh-CN">');
  });
});
