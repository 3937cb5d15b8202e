import type { Exercise, Messages } from '../../runtime/protocol/exercise';
import type { ArrayValue } from '../../runtime/protocol/value';
import type { CaseVerdict, Failure, Verdict } from '../../runtime/protocol/verdict';

export function array(shape: number[], numbers: number[]): ArrayValue {
  return { kind: 'ndarray', dtype: 'float64', shape, bytes: new Uint8Array(Float64Array.from(numbers).buffer) };
}

export const affine: Exercise = {
  id: '05-backprop/affine-layer',
  version: 1,
  kind: 'gradient',
  title: { en: 'Affine layer', 'zh-cn': '仿射层' },
  entry: ['Affine'],
  uses: [],
  book: [{ title: 'DLFS', section: '5.6.1' }],
  limits: { caseMs: 2000, totalMs: 10000, memoryMB: 512 },
  tolerance: { rtol: 1e-6, atol: 1e-9 },
  constraints: {},
  aliases: [],
};

export const messages: Messages = {
  mistakes: { 'bias-not-summed': 'You did not sum `dy` over the batch for `db`.' },
  cases: {},
};

export const chineseMessages: Messages = {
  mistakes: { 'bias-not-summed': '计算 `db` 时没有沿批次对 `dy` 求和。' },
  cases: { 'forward of a batch': '一个批次的前向传播' },
};

export function caseVerdict(name: string, more: Partial<CaseVerdict> = {}): CaseVerdict {
  return { name, entry: 'Affine', visible: false, outcome: 'pass', durationMs: 3.2, prints: '', ...more };
}

export function verdict(more: Partial<Verdict> = {}): Verdict {
  return {
    formatVersion: 1,
    exercise: affine.id,
    exerciseVersion: 1,
    textHash: '0',
    seed: 42,
    outcome: 'pass',
    cases: [caseVerdict('two rows by hand', { visible: true }), caseVerdict('forward of a batch')],
    gradients: [],
    standIns: [],
    prints: '',
    printsCut: 0,
    peakMemoryBytes: 60 * 2 ** 20,
    engine: 'cpu',
    device: 'cpu',
    durationMs: 84,
    ...more,
  };
}

/** A verdict whose second case fails in this way. */
export function failing(failure: Failure, more: Partial<Verdict> = {}): Verdict {
  return verdict({
    outcome: 'fail',
    headline: 1,
    cases: [
      caseVerdict('two rows by hand', { visible: true }),
      caseVerdict('forward of a batch', { outcome: 'fail', failure }),
    ],
    ...more,
  });
}
