/** What is timed. A peer that cannot do a case says so, and the table shows a gap. */
export interface BenchCase {
  group: string;
  name: string;
  /** What every peer understands: an operation and its parameters. */
  run: Operation;
  /** Multiplications and additions of one call, where that is what counts. */
  flops?: number;
  /** Measured in new processes, and longer: as a learner's process trains one net and nothing else. */
  alone?: true;
  /** In processes where the C library hands every large block back at once: each result lies in pages new from the kernel. */
  freshPages?: true;
}

export type Float = 'float32' | 'float64';

export type Operation =
  | { op: 'matmul'; dtype: Float; m: number; k: number; n: number; xT?: boolean; yT?: boolean }
  | { op: 'elementwise'; name: 'add' | 'relu' | 'exp' | 'sum' | 'sumRows' | 'sumColumns'; dtype: Float; size: number }
  /** The same, where memory of the result is what matters: recycled, it is an earlier one's, by `out=` where the library has it. */
  | { op: 'output'; recycled: boolean; name: 'add' | 'relu'; dtype: Float; size: number }
  | { op: 'tiny' }
  | { op: 'net'; net: Net; batch: number; width: number }
  /** The most that this engine's instructions can do: `rounds` of multiplies and adds in registers. */
  | { op: 'peak'; dtype: Float };

export type Net = 'mlp' | 'cnn' | 'lenet' | 'batchNorm';

const matmul = (dtype: Float, m: number, k: number, n: number, transposed: 'xT' | 'yT' | '' = ''): BenchCase => ({
  group: `matmul ${dtype}`,
  name: `(${m},${k},${n})${transposed === 'xT' ? ' xᵀ' : transposed === 'yT' ? ' yᵀ' : ''}`,
  run: { op: 'matmul', dtype, m, k, n, ...(transposed && { [transposed]: true }) },
  flops: 2 * m * k * n,
});

const elementwise = (
  name: Extract<Operation, { op: 'elementwise' }>['name'],
  size: number,
  dtype: Float,
): BenchCase => ({
  group: `elementwise ${dtype}`,
  name: `${name} ${size.toExponential().replace('e+', 'e')}`,
  run: { op: 'elementwise', name, size, dtype },
});

const output = (name: 'add' | 'relu', recycled: boolean): BenchCase => ({
  group: 'output float32',
  name: `${name} 1e6, ${recycled ? 'recycled' : 'fresh'}`,
  run: { op: 'output', recycled, name, size: 1e6, dtype: 'float32' },
  alone: true,
  ...(!recycled && { freshPages: true as const }),
});

const net = (kind: Net, batch: number, width: number, group = 'nets float32'): BenchCase => ({
  group,
  name: `${kind} batch ${batch}${kind === 'mlp' ? ` width ${width}` : ''}`,
  run: { op: 'net', net: kind, batch, width },
  alone: true,
});

/** The matrices of the course's nets: a two-layer net on digits, and the book's convolution as columns. */
const courseShapes = (dtype: Float): BenchCase[] => [
  matmul(dtype, 100, 784, 50),
  matmul(dtype, 784, 100, 50, 'xT'),
  matmul(dtype, 100, 50, 784, 'yT'),
  matmul(dtype, 100, 50, 10),
  matmul(dtype, 57600, 25, 30),
  matmul(dtype, 25, 57600, 30, 'xT'),
  matmul(dtype, 1, 784, 50),
];

const squares = [64, 128, 256, 512, 1024, 2048];
const sizes = [1e2, 1e3, 1e4, 1e5, 1e6, 1e7];

export const cases: BenchCase[] = [
  { group: 'peak', name: 'float32', run: { op: 'peak', dtype: 'float32' } },
  { group: 'peak', name: 'float64', run: { op: 'peak', dtype: 'float64' } },
  ...squares.map((n) => matmul('float32', n, n, n)),
  ...courseShapes('float32'),
  ...squares.map((n) => matmul('float64', n, n, n)),
  ...courseShapes('float64'),
  { group: 'overhead', name: '2x2 add', run: { op: 'tiny' }, alone: true },
  ...(['float32', 'float64'] as const).flatMap((dtype) =>
    (['add', 'relu', 'exp', 'sum', 'sumRows', 'sumColumns'] as const).flatMap((name) =>
      sizes.map((size) => elementwise(name, size, dtype)),
    ),
  ),
  ...(['add', 'relu'] as const).flatMap((name) => [output(name, false), output(name, true)]),
  net('mlp', 100, 50),
  net('cnn', 100, 100),
  net('lenet', 100, 120),
  net('batchNorm', 100, 100),
  ...[1, 10, 1000].map((batch) => net('mlp', batch, 50, 'growth')),
  ...[200, 800].map((width) => net('mlp', 100, width, 'growth')),
];
