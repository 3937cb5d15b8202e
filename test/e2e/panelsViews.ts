import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Locale } from '../../runtime/protocol/exercise';
import type { TrainingPoint, TrainingRun } from '../../runtime/protocol/training';
import type { GradientVerdict, Verdict } from '../../runtime/protocol/verdict';
import { render } from '../../runtime/words/render';
import type { GradientView, TaskView, TrainingView } from '../../webviews/protocol';
import { affine, array, caseVerdict, chineseMessages, messages, verdict } from '../unit/wordsFixtures';

const root = join(import.meta.dirname, '..', '..');

/** The affine layer with `db` not summed over the batch, as the judge says it. */
export const failingVerdict: Verdict = verdict({
  outcome: 'fail',
  headline: 1,
  cases: [
    caseVerdict('two rows by hand', { visible: true }),
    caseVerdict('backward of a batch', {
      outcome: 'fail',
      prints: 'db: array([0.5, -2.])\n',
      failure: {
        finding: {
          code: 'wrongValue',
          differing: 2,
          total: 6,
          worst: { index: [1, 2], found: -2, expected: 1.25 },
          rtol: 1e-6,
          atol: 1e-9,
        },
        mistake: 'bias-not-summed',
        place: { file: '05-backprop/affine-layer.ts', line: 12, column: 5 },
        seed: 4711,
        evidence: {
          call: 'const affine = new Affine(W, b)\naffine.forward(x)\naffine.backward(dy)\naffine.dW',
          inputs: [
            { name: 'W', value: array([2, 3], [1, 0.5, -1.25, 3, -2, 0.75]) },
            { name: 'b', value: array([3], [0.5, -2, 1]) },
            { name: 'dy', value: array([2, 3], [0.5, -2, 1, 0.25, 0, -1]) },
          ],
          path: 'dW',
          yours: array([2, 3], [0.75, -2, 0.25, 0.5, -2.5, -2]),
          expected: array([2, 3], [0.75, -2, 0.25, 0.5, -2, 1.25]),
          rtol: 1e-6,
          atol: 1e-9,
        },
      },
    }),
    caseVerdict('forward of a batch', {
      outcome: 'fail',
      failure: { finding: { code: 'wrongShape', expected: [4, 3], found: [3, 4] }, seed: 9 },
    }),
    caseVerdict('a batch of one'),
    caseVerdict('a second call starts afresh', { outcome: 'skipped' }),
  ],
  gradients: [gradient('W', [2, 3], 0.4), gradient('b', [3], 0)],
  prints: '',
});

export function taskView(lang: Locale, of: Verdict | null, more: Partial<TaskView> = {}): TaskView {
  const page = sigmoidPage(lang);
  const words = lang === 'en' ? messages : chineseMessages;
  return {
    exercise: {
      id: affine.id,
      title: affine.title[lang],
      chapter: lang === 'en' ? 'Backpropagation' : '误差反向传播',
      kind: 'gradient',
      book: ['DLFS 5.6.1'],
    },
    html: page.html,
    progress: 'attempted',
    peeked: false,
    hints: { shown: page.hints.slice(0, 1), total: page.hints.length },
    compareAfterTries: 2,
    next: { id: '05-backprop/softmax-with-loss', title: lang === 'en' ? 'Softmax with loss' : 'Softmax 与损失' },
    blocked: null,
    check: { state: 'idle' },
    verdict: of && { rendered: render(of, lang, words, affine), stale: false },
    ...more,
  };
}

interface TaskPage {
  html: string;
  hints: { title: string; html: string }[];
}

const pages = new Map<Locale, TaskPage>();

/** A statement of the course as the build renders it: in a process of its own, as the build is. */
function sigmoidPage(lang: Locale): TaskPage {
  const script = `
    import { readFileSync } from 'node:fs';
    import { renderTask } from './build/markdown.mjs';
    const text = readFileSync('lessons/03-forward/sigmoid/task.${lang}.md', 'utf8');
    console.log(JSON.stringify(renderTask(text, '${lang}', () => {})));`;
  const render = (): TaskPage =>
    JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' }));
  const page = pages.get(lang) ?? render();
  pages.set(lang, page);
  return page;
}

/** A gradient check whose last entry is off by that much. */
export function gradient(tensor: string, shape: number[], off: number): GradientVerdict {
  const size = shape.reduce((product, length) => product * length, 1);
  const numeric = Array.from({ length: size }, (_, i) => Number((Math.sin(i * 1.7 + size) * 1.5).toFixed(4)));
  const analytic = numeric.map((x, i) => (i === size - 1 ? x + off : x * (1 + 1e-9 * Math.cos(i))));
  const relativeError = analytic.map((a, i) => {
    const n = numeric[i] ?? 0;
    return Math.abs(a - n) / Math.max(Math.abs(a), Math.abs(n));
  });
  const norm = (xs: number[]): number => Math.hypot(...xs);
  const maxRelativeError =
    norm(analytic.map((a, i) => a - (numeric[i] ?? 0))) / Math.max(norm(analytic), norm(numeric));
  const limit = 1e-6;
  const pass = maxRelativeError <= limit;
  return { case: 'dW, db', tensor, shape, analytic, numeric, relativeError, maxRelativeError, limit, pass };
}

export function gradientView(gradients: GradientVerdict[], more: Partial<GradientView> = {}): GradientView {
  const exercise = { id: affine.id, title: affine.title.en };
  return { exercise, seed: 42, gradients, stale: false, running: false, blocked: null, ...more };
}

/** A net that learns, as it would be reported. */
export function points(count: number, every = 20): TrainingPoint[] {
  return Array.from({ length: count }, (_, i) => {
    const t = i / 40;
    const noise = Math.sin(i * 12.9898) * 0.02;
    return {
      step: i * every,
      elapsedMs: 40 + i * 61,
      samples: i * every * 100,
      trainLoss: 2.3 * Math.exp(-1.6 * t) + 0.12 + noise,
      trainAccuracy: Math.min(1, 0.1 + 0.87 * (1 - Math.exp(-2 * t)) + noise / 3),
      testLoss: 2.3 * Math.exp(-1.4 * t) + 0.2 + noise / 2,
      testAccuracy: Math.min(1, 0.1 + 0.84 * (1 - Math.exp(-1.9 * t)) + noise / 4),
    };
  });
}

export function run(series: TrainingPoint[], more: Partial<TrainingRun> = {}): TrainingRun {
  return {
    formatVersion: 1,
    id: 'run-1',
    exercise: '05-backprop/train-digits',
    seed: 42,
    on: { engine: 'cpu', device: 'cpu', predictions: [], startedMs: 0, lost: [] },
    startedAt: '2026-01-01T10:00:00.000Z',
    totalSteps: 2400,
    state: 'running',
    standIns: [],
    points: series,
    ...more,
  };
}

export function trainingView(of: TrainingRun | null, more: Partial<TrainingView> = {}): TrainingView {
  const exercise = { id: '05-backprop/train-digits', title: 'Train on digits' };
  return { exercise, run: of, standIns: [], predicted: null, target: 0.94, result: null, blocked: null, ...more };
}
