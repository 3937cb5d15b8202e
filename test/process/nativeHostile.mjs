// Calls the addon with arguments that nobody would mean, many thousand times: it may throw TypeError or RangeError, and nothing else.
// usage: node nativeHostile.mjs <addon> <calls> <seed>
const [file, calls, seed] = process.argv.slice(2);
const module = { exports: {} };
process.dlopen(module, file);
const addon = module.exports;

let state = Number(seed) >>> 0;
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};
const whole = (most) => Math.floor(random() * (most + 1));
const pick = (list) => list[whole(list.length - 1)];

const kinds = [Float64Array, Float32Array, Int32Array, Uint8Array];
const others = [Int8Array, Uint16Array, BigInt64Array, Uint8ClampedArray, Uint32Array];
const awkward = [
  NaN,
  Infinity,
  -Infinity,
  -1,
  -0,
  0.5,
  2 ** 31,
  -(2 ** 31),
  2 ** 32,
  2 ** 53,
  -(2 ** 53),
  2 ** 62,
  1e300,
  3,
  7,
  16,
  17,
];

function detached(kind) {
  const array = new kind(64);
  structuredClone(array.buffer, { transfer: [array.buffer] });
  return array;
}

const shared = new SharedArrayBuffer(4096);
const common = new ArrayBuffer(4096);

function operand() {
  const kind = pick(kinds);
  const chance = random();
  if (chance < 0.5) return new kind(whole(300)).fill(whole(3));
  if (chance < 0.65) return new kind(common, 8 * whole(40), whole(200));
  if (chance < 0.7) return new kind(shared, 8 * whole(40), whole(40));
  if (chance < 0.75) return detached(kind);
  if (chance < 0.8) return new (pick(others))(whole(64));
  if (chance < 0.83) return new kind(new ArrayBuffer(64, { maxByteLength: 256 }));
  if (chance < 0.9) return pick(awkward);
  return pick([
    undefined,
    null,
    'x',
    {},
    [],
    new DataView(new ArrayBuffer(64)),
    new ArrayBuffer(64),
    Symbol('x'),
    3n,
    () => 1,
  ]);
}

/** Lengths and strides that often fit, so that calls get as far as a kernel. */
function word() {
  const chance = random();
  if (chance < 0.8) return whole(random() < 0.7 ? 4 : 20);
  return chance < 0.9 ? -whole(6) : pick(awkward);
}

/** Calls that would be right, but for one word or operand now and then. */
function likely(name) {
  const rank = 1 + whole(2);
  const shape = Array.from({ length: rank }, () => 1 + whole(8));
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const size = shape.reduce((a, b) => a * b, 1);
  const kind = pick(kinds);
  const array = (length = size + whole(3)) => new kind(length).fill(1);
  const layout = [0, ...strides];
  const code = kinds.indexOf(kind);
  switch (name) {
    case 'unary':
      return [[whole(14), code, rank, ...shape, ...layout], array(), array(size)];
    case 'binary':
      return [
        [whole(14), code, rank, ...shape, ...layout, ...layout],
        array(),
        array(),
        pick([array(size), new Uint8Array(size)]),
      ];
    case 'where':
    case 'clip':
      return [[rank, ...shape, ...layout, ...layout, ...layout], array(), array(), array(), array(size)];
    case 'copy':
      return [[rank, ...shape, ...layout, ...layout], array(), new (pick(kinds))(size)];
    case 'fill':
      return [[pick(awkward), rank, ...shape, ...layout], array()];
    case 'reduce':
    case 'argReduce':
      return [
        [whole(5), whole(rank), rank, ...shape, ...layout],
        array(),
        new (pick(kinds))(pick([1, size, shape[0]])),
      ];
    case 'moments':
      return [[1, rank, ...shape, ...layout], array(), array(size / shape.at(-1)), array(size / shape.at(-1))];
    case 'gather':
      return [
        [shape[0], 3, 3, 0],
        array(shape[0] * 3),
        Int32Array.from({ length: 5 }, () => whole(shape[0])),
        array(15),
      ];
    case 'scatter':
      return [
        [whole(2), shape[0], 3, 3, 0, 3, 0],
        array(shape[0] * 3),
        Int32Array.from({ length: 5 }, () => whole(shape[0])),
        array(15),
      ];
    case 'matmul': {
      const [m, n, k] = [1 + whole(20), 1 + whole(20), whole(20)];
      const float = pick([Float32Array, Float64Array]);
      return [[m, n, k, 0, 0, k, 1, 0, n, 1], new float(m * k), new float(k * n), new float(m * n)];
    }
    case 'im2col':
    case 'pool':
    case 'col2im': {
      const op = name === 'pool' ? [whole(1)] : [];
      const image = name === 'col2im' ? [0] : [0, 75, 25, 5, 1];
      const windows = { im2col: 2 * 9 * 27, col2im: 150, pool: 2 * 3 * 9 }[name];
      const input = name === 'col2im' ? 2 * 9 * 27 : 150;
      return [[...op, 2, 3, 5, 5, ...image, 3, 3, 1, 0], array(input), array(windows), new Int32Array(windows)];
    }
    default:
      return [[1 + whole(3), 0]];
  }
}

const names = Object.keys(addon).filter((name) => typeof addon[name] === 'function' && name !== 'peak');
const outcomes = { done: 0, refused: 0, threw: 0 };
for (let call = 0; call < Number(calls); call++) {
  const name = pick(names);
  let [words, ...operands] = likely(name);
  if (random() < 0.5) words[whole(words.length - 1)] = word();
  if (random() < 0.2) words = Array.from({ length: whole(30) }, word);
  if (random() < 0.3) operands[whole(operands.length - 1)] = operand();
  if (random() < 0.1) operands = Array.from({ length: whole(5) }, operand);
  if (random() < 0.1) operands.fill(operands[0]);
  // Work without end is no crash, but nobody waits for it.
  const folds = ['reduce', 'argReduce', 'moments', 'matmul'].includes(name);
  if (folds && words.reduce((product, one) => product * Math.max(1, Math.abs(one) || 1), 1) > 1e8) continue;
  const block = random() < 0.97 || folds ? Float64Array.from(words) : operand();
  try {
    const answer = addon[name](...(random() < 0.99 ? [block, ...operands] : []));
    outcomes[answer === 0 ? 'refused' : 'done']++;
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    outcomes.threw++;
  }
}
console.log(JSON.stringify(outcomes));
