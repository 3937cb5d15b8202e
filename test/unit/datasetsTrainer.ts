import type { LabelledDigits } from '../../runtime/datasets/digits';

const CLASSES = 10;

export interface Plan {
  /** Units of the one hidden layer, with ReLU; none makes it multinomial logistic regression. */
  readonly hidden: number | 'none';
  readonly seed: number;
  readonly steps: number;
  readonly batch: number;
  /** Learning rate, falling in a straight line to zero where it `decays`. */
  readonly rate: number;
  readonly decays: boolean;
  readonly momentum: number;
  /** Strength of the penalty on the squared weights. */
  readonly l2: number;
}

/**
 * Trains by mini-batches and gives the accuracy on the test digits after every hundred steps. Most pixels are zero: the
 * first layer reads only those that are not.
 */
export function accuracies(plan: Plan, train: LabelledDigits, test: LabelledDigits): number[] {
  const random = uniform(plan.seed);
  const hidden = plan.hidden === 'none' ? undefined : new Affine(plan.hidden, CLASSES, random);
  const first = new Affine(train.pixels, hidden?.inputs ?? CLASSES, random);
  const [trainRows, testRows] = [rows(train), rows(test)];

  const forward = (row: Row) => {
    const h = first.forward(row);
    return hidden ? { h, scores: hidden.forward(dense(relu(h))) } : { h, scores: h };
  };
  const learned: number[] = [];
  for (let step = 0; step < plan.steps; step++) {
    for (let i = 0; i < plan.batch; i++) {
      const pick = Math.floor(random() * train.count);
      const { h, scores } = forward(trainRows[pick]);
      const dScores = softmax(scores);
      dScores[train.labels[pick]] -= 1;
      let dh = dScores;
      if (hidden) {
        dh = hidden.inputGradient(dScores);
        hidden.addGradient(dense(h), dScores);
        for (let unit = 0; unit < dh.length; unit++) if (h[unit] === 0) dh[unit] = 0;
      }
      first.addGradient(trainRows[pick], dh);
    }
    const rate = plan.decays ? plan.rate * (1 - step / plan.steps) : plan.rate;
    for (const layer of hidden ? [first, hidden] : [first])
      layer.step(rate / plan.batch, plan.momentum, plan.l2 * plan.batch);
    if ((step + 1) % 100 === 0) {
      const right = testRows.filter((row, i) => argmax(forward(row).scores) === test.labels[i]);
      learned.push(right.length / test.count);
    }
  }
  return learned;
}

/** The places of a row's entries that are not zero, and the entries. */
interface Row {
  readonly at: Int32Array;
  readonly values: Float32Array;
}

/** y = x W + b; the weights lie output by output, so that each sum runs along one stretch of memory. */
class Affine {
  readonly inputs: number;
  readonly #weights: Parameters;
  readonly #bias: Parameters;

  /** Weights as He et al. choose them, with variance 2 / inputs, here uniform. */
  constructor(inputs: number, outputs: number, random: () => number) {
    this.inputs = inputs;
    this.#weights = parameters(inputs * outputs, () => (2 * random() - 1) * Math.sqrt(6 / inputs));
    this.#bias = parameters(outputs, () => 0);
  }

  forward({ at, values }: Row): Float32Array {
    const { value } = this.#weights;
    const y = this.#bias.value.slice();
    for (let j = 0; j < y.length; j++) {
      const column = j * this.inputs;
      let sum = 0;
      for (let k = 0; k < at.length; k++) sum += values[k] * value[column + at[k]];
      y[j] += sum;
    }
    return y;
  }

  /** dx = dy Wᵀ. */
  inputGradient(dy: Float32Array): Float32Array {
    const dx = new Float32Array(this.inputs);
    for (let i = 0; i < dx.length; i++) {
      for (let j = 0; j < dy.length; j++) dx[i] += dy[j] * this.#weights.value[j * this.inputs + i];
    }
    return dx;
  }

  /** dW += xᵀ dy, db += dy. */
  addGradient({ at, values }: Row, dy: Float32Array): void {
    const { gradient } = this.#weights;
    for (let j = 0; j < dy.length; j++) {
      const column = j * this.inputs;
      const d = dy[j];
      this.#bias.gradient[j] += d;
      if (d === 0) continue;
      for (let k = 0; k < at.length; k++) gradient[column + at[k]] += values[k] * d;
    }
  }

  step(rate: number, momentum: number, l2: number): void {
    descend(this.#weights, rate, momentum, l2);
    descend(this.#bias, rate, momentum, 0);
  }
}

interface Parameters {
  readonly value: Float32Array;
  readonly velocity: Float32Array;
  readonly gradient: Float32Array;
}

function parameters(count: number, initial: () => number): Parameters {
  return {
    value: Float32Array.from({ length: count }, initial),
    velocity: new Float32Array(count),
    gradient: new Float32Array(count),
  };
}

function descend({ value, velocity, gradient }: Parameters, rate: number, momentum: number, l2: number): void {
  for (let i = 0; i < value.length; i++) {
    velocity[i] = momentum * velocity[i] - rate * (gradient[i] + l2 * value[i]);
    value[i] += velocity[i];
    gradient[i] = 0;
  }
}

function rows({ x, count, pixels }: LabelledDigits): Row[] {
  return Array.from({ length: count }, (_, i) => dense(x.subarray(i * pixels, (i + 1) * pixels)));
}

function dense(x: Float32Array): Row {
  const at: number[] = [];
  for (let i = 0; i < x.length; i++) if (x[i] !== 0) at.push(i);
  return { at: Int32Array.from(at), values: Float32Array.from(at, (i) => x[i]) };
}

/** In place. */
function relu(x: Float32Array): Float32Array {
  for (let i = 0; i < x.length; i++) if (x[i] < 0) x[i] = 0;
  return x;
}

function softmax(scores: Float32Array): Float32Array {
  const greatest = Math.max(...scores);
  const exponentials = scores.map((score) => Math.exp(score - greatest));
  const sum = exponentials.reduce((a, b) => a + b);
  return exponentials.map((e) => e / sum);
}

function argmax(scores: Float32Array): number {
  return scores.indexOf(Math.max(...scores));
}

/** Park and Miller's generator. */
function uniform(seed: number): () => number {
  let state = (seed * 48271) % 0x7fffffff;
  return () => (state = (state * 48271) % 0x7fffffff) / 0x7fffffff;
}
