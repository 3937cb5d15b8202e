import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { functions, functionsText } from './webgpuFunctions';
import { product } from './webgpuProduct';
import { coordinates, type Kernel, partsOf, placeIn, runElements, runRow } from './webgpuProgram';

/** Puts better kernels in the place of some of the backend's own. `software` says that the processor plays the GPU. */
export function improveKernels(backendName: string, software: boolean): void {
  const better = software ? { ...kernels, [tf.BatchMatMul]: product } : kernels;
  for (const [kernelName, kernel] of Object.entries(better)) {
    const original = tf.getKernel(kernelName, backendName);
    tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel({
      ...original,
      kernelFunc: (params) => kernel(params) ?? original.kernelFunc(params),
    });
  }
}

/** Of one input, element by element. */
const each =
  (from: tf.DataType, key: string, value: string, functions?: string): Kernel =>
  ({ inputs: { x }, backend }) =>
    x?.dtype === from
      ? runRow(backend as WebGPUBackend, { key, shape: x.shape, dtype: from, value, functions }, x)
      : undefined;

/** Of two inputs of a dtype, broadcast against each other: `value` is made of `a` and `b`. */
const pairs =
  (from: 'int32' | 'float32', dtype: tf.DataType, key: string, value: string, more = ''): Kernel =>
  ({ inputs: { a, b }, backend }) => {
    if (a?.dtype !== from || b?.dtype !== from) return undefined;
    const type = from === 'int32' ? 'i32' : 'f32';
    const combined = `${more} fn combined(a : ${type}, b : ${type}) -> ${type} { return ${value}; }`;
    if (a.shape.join() === b.shape.join()) {
      const alike = { key: `${from}_${key}`, shape: a.shape, dtype, functions: combined };
      return runRow(backend as WebGPUBackend, { ...alike, value: 'combined(A[index], B[index])' }, a, b);
    }
    const shape = tf.backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
    const stretched = [a, b].map((x) => x.shape.map((length) => (length === 1 ? 1 : 0)).join('')).join('_');
    return runElements(
      backend as WebGPUBackend,
      {
        key: `${from}_${key}_${stretched}`,
        shape,
        dtype,
        functions: `${combined}${placeIn('A', a.shape, shape)}${placeIn('B', b.shape, shape)}`,
        value: 'combined(A[placeInA(index)], B[placeInB(index)])',
      },
      a,
      b,
    );
  };

/** int32, which the backend's own takes for f32. */
const integers = (dtype: 'int32' | 'bool', key: string, value: string): Kernel => pairs('int32', dtype, key, value);

/** NaN before all, and of equals the first. */
const extreme = (key: 'maximum' | 'minimum', better: '>=' | '<='): Kernel =>
  either(
    integers('int32', key, `select(b, a, a ${better} b)`),
    pairs('float32', 'float32', key, `select(select(b, a, a ${better} b || isnan(a)), b, isnan(b) && !isnan(a))`),
  );

const either =
  (first: Kernel, second: Kernel): Kernel =>
  (params) =>
    first(params) ?? second(params);

/** The backend's own leaves a float32 tensor on a buffer of integers, and some of its shaders then do not compile. */
const cast: Kernel = ({ inputs: { x }, attrs, backend }) =>
  x && x.dtype !== 'float32' && attrs?.dtype === 'float32'
    ? runRow(backend as WebGPUBackend, { key: 'toFloat', shape: x.shape, dtype: 'float32', value: 'f32(A[index])' }, x)
    : undefined;

/** The backend's own knows four axes. */
const select: Kernel = ({ inputs: { condition, t, e }, backend }) =>
  condition && t && e && t.dtype === e.dtype && [condition, e].every(({ shape }) => shape.join() === t.shape.join())
    ? runRow(
        backend as WebGPUBackend,
        {
          key: `select_${t.dtype}`,
          shape: t.shape,
          dtype: t.dtype,
          value: 'select(B[index], A[index], C[index] != 0)',
        },
        t,
        e,
        condition,
      )
    : undefined;

/** Each element comes from the one at these coordinates of the input. */
const elsewhere = (from: readonly string[]) => ({
  functions: `fn source(index : i32) -> i32 {
    let coords = getCoordsFromIndex(index);
    return getIndexFromCoords${from.length}D(${coordinates(from)}, uniforms.aShape);
  }`,
  value: 'A[source(index)]',
});

/** The backend's own does it on the processor from five axes on, and waits for it in a way that only a browser has. */
const tile: Kernel = ({ inputs: { x }, attrs, backend }) => {
  if (!x || x.dtype === 'string' || x.dtype === 'complex64' || x.shape.length === 0) return undefined;
  const reps = attrs?.reps as number[];
  const rank = x.shape.length;
  const lengths = partsOf('uniforms.aShape', rank);
  const from = partsOf('coords', rank).map((part, axis) => `${part} % ${lengths[axis]}`);
  return runElements(
    backend as WebGPUBackend,
    {
      key: `tile_${rank}`,
      shape: x.shape.map((length, axis) => length * reps[axis]!),
      dtype: x.dtype,
      ...elsewhere(from),
    },
    x,
  );
};

/** The backend's own takes its input for one of four axes, and no more. */
const reverse: Kernel = ({ inputs: { x }, attrs, backend }) => {
  if (!x || x.shape.length < 5) return undefined;
  const rank = x.shape.length;
  const axes = tf.util.parseAxisParam(attrs?.dims as number[], x.shape);
  const lengths = partsOf('uniforms.aShape', rank);
  const from = partsOf('coords', rank).map((part, axis) =>
    axes.includes(axis) ? `${lengths[axis]} - 1 - ${part}` : part,
  );
  return runElements(
    backend as WebGPUBackend,
    {
      key: `reverse_${rank}_${axes.join()}`,
      shape: x.shape,
      dtype: x.dtype,
      ...elsewhere(from),
    },
    x,
  );
};

/** The backend's own takes integers for f32. */
const transpose: Kernel = ({ inputs: { x }, attrs, backend }) => {
  if (!x || x.dtype === 'float32' || x.shape.length < 2) return undefined;
  const order = attrs?.perm as number[];
  const parts = partsOf('coords', order.length);
  const from = order.map((_, axis) => parts[order.indexOf(axis)]!);
  const shape = order.map((axis) => x.shape[axis]!);
  const shader = { key: `transpose_${order.join()}`, shape, dtype: x.dtype, ...elsewhere(from) };
  return runElements(backend as WebGPUBackend, shader, x);
};

/** The backend's own knows four axes. What lies where is part of the program: such views are few. */
const stridedSlice: Kernel = ({ inputs: { x }, attrs, backend }) => {
  if (!x || x.shape.length < 5) return undefined;
  const { begin, end, strides } = attrs as Record<string, number[]>;
  const rank = x.shape.length;
  const from = partsOf('coords', rank).map((part, axis) => `${begin![axis]} + ${part} * ${strides![axis]}`);
  const shape = begin!.map((first, axis) => Math.ceil((end![axis]! - first) / strides![axis]!));
  const key = `stridedSlice_${begin!.join()}_${strides!.join()}`;
  return runElements(backend as WebGPUBackend, { key, shape, dtype: x.dtype, ...elsewhere(from) }, x);
};

const kernels: Record<string, Kernel> = {
  [tf.StridedSlice]: stridedSlice,
  [tf.Select]: select,
  [tf.Transpose]: transpose,
  [tf.Cast]: cast,
  [tf.Tile]: tile,
  [tf.Neg]: each('int32', 'negative', '-A[index]'),
  [tf.Abs]: each('int32', 'abs', 'abs(A[index])'),
  // Of either zero it is 0, as NumPy has it.
  [tf.Sign]: either(
    each('int32', 'sign', 'sign(A[index])'),
    each(
      'float32',
      'sign',
      'select(select(select(-1.0, 1.0, A[index] > 0.0), 0.0, A[index] == 0.0), A[index], isnan(A[index]))',
    ),
  ),
  [tf.Square]: each('int32', 'square', 'A[index] * A[index]'),
  ...Object.fromEntries(
    Object.entries(functions).map(([kernelName, name]) => [
      kernelName,
      each('float32', name, `${name}(A[index])`, functionsText),
    ]),
  ),
  [tf.Add]: integers('int32', 'add', 'a + b'),
  [tf.Sub]: integers('int32', 'subtract', 'a - b'),
  [tf.Multiply]: integers('int32', 'multiply', 'a * b'),
  [tf.Maximum]: extreme('maximum', '>='),
  [tf.Minimum]: extreme('minimum', '<='),
  [tf.FloorDiv]: integers('int32', 'floorDivide', 'a / b - i32(a % b != 0 && (a < 0) != (b < 0))'),
  [tf.Mod]: either(
    integers('int32', 'mod', 'a % b + select(0, b, a % b != 0 && (a < 0) != (b < 0))'),
    pairs('float32', 'float32', 'mod', 'dojoMod(a, b)', functionsText),
  ),
  [tf.Reverse]: reverse,
  [tf.Equal]: integers('bool', 'equal', 'i32(a == b)'),
  [tf.NotEqual]: integers('bool', 'notEqual', 'i32(a != b)'),
  [tf.Less]: integers('bool', 'less', 'i32(a < b)'),
  [tf.LessEqual]: integers('bool', 'lessEqual', 'i32(a <= b)'),
  [tf.Greater]: integers('bool', 'greater', 'i32(a > b)'),
  [tf.GreaterEqual]: integers('bool', 'greaterEqual', 'i32(a >= b)'),
};
