import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../runtime/engines/cpu/cpuEngine';
import { createJavaScriptEngine } from '../../runtime/engines/javascript/javascriptEngine';
import { compileText } from '../../runtime/judge/compile';
import { differences, differentiate } from '../../runtime/judge/gradientCheck';
import { CourseCode } from '../../runtime/judge/reference';
import { makeTrial, type ScriptedSpec } from '../../runtime/judge/trial';
import { checks } from '../../runtime/kit/checks';
import { evaluate } from '../../runtime/node/evaluate';
import * as np from '../../runtime/np/np';
import { setDefaultFloat, setEngine } from '../../runtime/np/settings';

// A net as a learner writes it: its loss is a number, and the backward pass is what a check compares.
const net = (extra = '') => `
import * as np from 'np';

let calls = 0;

function probabilities(scores: np.NDArray): np.NDArray {
  const raised = np.exp(np.subtract(scores, np.max(scores, 1, true)));
  return np.divide(raised, np.sum(raised, 1, true));
}

export class Net {
  hidden = np.array([]);
  p = np.array([]);
  constructor(public W1: np.NDArray, public b1: np.NDArray, public W2: np.NDArray, public b2: np.NDArray) {}

  loss(x: np.NDArray, t: np.NDArray): number {
    ${extra}
    this.hidden = np.maximum(0, np.add(np.matmul(x, this.W1), this.b1));
    this.p = probabilities(np.add(np.matmul(this.hidden, this.W2), this.b2));
    return -np.sum(np.multiply(t, np.log(this.p))) / x.shape[0];
  }
}
`;

interface Me {
  Net: new (
    W1: np.NDArray,
    b1: np.NDArray,
    W2: np.NDArray,
    b2: np.NDArray,
  ) => {
    loss(x: np.NDArray, t: np.NDArray): number;
    W1: np.NDArray;
    b1: np.NDArray;
    W2: np.NDArray;
    b2: np.NDArray;
  };
}

/** Gradients of all weights; what `of` names does not matter to the numeric side. */
const spec = (inputs: number, hidden: number, classes: number, batch: number): ScriptedSpec =>
  checks<{ Net: Me['Net'] }>(({ gradient }) => {
    gradient(
      'weights',
      (d) => ({
        W1: d.normal([inputs, hidden], 0, 0.1),
        b1: d.normal([hidden], 0, 0.1),
        W2: d.normal([hidden, classes], 0, 0.1),
        b2: d.normal([classes], 0, 0.1),
        x: d.normal([batch, inputs]),
        t: d.oneHot(batch, classes),
      }),
      (me, { W1, b1, W2, b2, x, t }) => {
        const mine = me.Net(W1, b1, W2, b2);
        const loss = mine.loss(x, t);
        return { loss, of: { W1: mine.W1, b1: mine.b1, W2: mine.W2, b2: mine.b2 } };
      },
    );
  })()[0] as ScriptedSpec;

function codeOf(text: string): CourseCode {
  const compiled = compileText('05-backprop/net', 'net.ts', text);
  if (compiled.kind === 'refused') throw new Error(JSON.stringify(compiled.failure));
  return new CourseCode([compiled.module], compiled.module.path, evaluate);
}

const around = { isClass: (name: string) => name === 'Net', timeLimitMs: 1000 };

function both(text: string) {
  const asked = spec(5, 4, 3, 2);
  const trial = makeTrial(asked, around, 7);
  const code = codeOf(text);
  const { scripts, gradients } = differences(asked, trial, around);
  return {
    slow: gradients(scripts.map((script) => code.run(script))),
    quick: differentiate(asked, trial, around, code),
  };
}

describe('numeric gradients', () => {
  beforeAll(() => setDefaultFloat('float64'));

  it('are the same, to the last bit, whether arguments are new for each run or changed in place', () => {
    const { slow, quick } = both(net());
    expect(quick).toEqual(slow);
    expect(quick.tensors.map(({ input, values }) => [input, values.length])).toEqual([
      ['W1', 20],
      ['b1', 4],
      ['W2', 12],
      ['b2', 3],
    ]);
  });

  it('do not depend on what code does to its arguments', () => {
    const { slow, quick } = both(net('np.copyto(this.W1, np.multiply(this.W1, 1.5));'));
    expect(quick).toEqual(slow);
  });
});

const kernelsFile = join(import.meta.dirname, '../../dist/kernels.wasm');

describe.skipIf(!existsSync(kernelsFile))('numeric gradients on cpu (needs dist/kernels.wasm: npm run build)', () => {
  beforeAll(() => setEngine(createCpuEngine(() => new WebAssembly.Module(readFileSync(kernelsFile)))));
  afterAll(() => setEngine(createJavaScriptEngine()));

  it('of all 39,760 parameters of 784-50-10 take seconds', () => {
    const asked = spec(784, 50, 10, 1);
    const trial = makeTrial(asked, around, 7);
    const code = codeOf(net());
    const started = process.cpuUsage();
    const { tensors } = differentiate(asked, trial, around, code);
    const { user, system } = process.cpuUsage(started);
    expect(tensors.reduce((count, { values }) => count + values.length, 0)).toBe(39_760);
    const seconds = (user + system) / 1e6;
    console.log(`39,760 parameters of 784-50-10: ${seconds.toFixed(2)} s of CPU`);
    // About two in a bundle, as the judge runs it; a test runner's modules take half as much again, and so does a busy machine.
    expect(seconds).toBeLessThan(6);
  });
});
