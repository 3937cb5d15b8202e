import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type Kernel, runThreads } from './webgpuProgram';

/** Rows and columns of the result that one thread computes: each element that it fetches serves as many products. */
const side = 4;

/** So many products are added up before they are added to the sum: rounding grows with the longer of the two. */
const run = 128;

/**
 * A product of matrices for a processor that plays the GPU. There, threads that share their work, as the backend's own do, take long to
 * wait for each other.
 */
export const product: Kernel = ({ inputs, attrs, backend }) => {
  const [stackOfA, stackOfB] = [inputs.a, inputs.b].map((x) => x?.shape.slice(0, -2) ?? []);
  const [a, b] = [inputs.a, inputs.b].map(stacked);
  if (!a || !b || String(stackOfA) !== String(stackOfB)) return undefined;
  const [ofA, ofB] = [attrs?.transposeA === true, attrs?.transposeB === true];
  const shape = [a.shape[0]!, a.shape[ofA ? 2 : 1]!, b.shape[ofB ? 1 : 2]!];
  if ([...shape, ...a.shape].includes(0)) return undefined;
  const count = shape[0]! * Math.ceil(shape[1]! / side) * Math.ceil(shape[2]! / side);
  const body = bodyOf(ofA, ofB);
  const found = runThreads(
    backend as WebGPUBackend,
    { key: `matmul_${ofA}_${ofB}`, shape, dtype: 'float32', count, body },
    a,
    b,
  );
  return { ...found, shape: [...stackOfA!, ...shape.slice(1)] };
};

/** As one row of matrices, however they are stacked: arrays lie in order. */
function stacked(x: TensorInfo | undefined): TensorInfo | undefined {
  if (!x || x.shape.length < 2) return undefined;
  const count = x.shape.slice(0, -2).reduce((product, length) => product * length, 1);
  return { ...x, shape: [count, ...x.shape.slice(-2)] };
}

const parts = ['x', 'y', 'z', 'w'] as const;
const each = (text: (part: (typeof parts)[number], i: number) => string): string => parts.map(text).join('\n');

/** WGSL. Past the edges of the result stand its last row and column once more; they are not written. */
const bodyOf = (ofA: boolean, ofB: boolean): string => `
  let rows = uniforms.outShape.y;
  let columns = uniforms.outShape.z;
  let inner = uniforms.aShape.${ofA ? 'y' : 'z'};
  let across = (columns + ${side - 1}) / ${side};
  let tiles = across * ((rows + ${side - 1}) / ${side});
  let batch = index / tiles;
  if (batch >= uniforms.outShape.x) { return; }
  let next = vec4<i32>(0, 1, 2, 3);
  let row = index % tiles / across * ${side} + next;
  let column = index % tiles % across * ${side} + next;
  let a = batch * rows * inner + min(row, vec4<i32>(rows - 1)) * ${ofA ? '1' : 'inner'};
  let b = batch * columns * inner + min(column, vec4<i32>(columns - 1)) * ${ofB ? 'inner' : '1'};
  ${each((part) => `var ${part} = vec4<f32>(0.0);`)}
  for (var begin = 0; begin < inner; begin = begin + ${run}) {
    ${each((part) => `var run${part} = vec4<f32>(0.0);`)}
    for (var k = begin; k < min(begin + ${run}, inner); k = k + 1) {
      let ka = a + k * ${ofA ? 'rows' : '1'};
      let kb = b + k * ${ofB ? '1' : 'columns'};
      let factor = vec4<f32>(f32(B[kb.x]), f32(B[kb.y]), f32(B[kb.z]), f32(B[kb.w]));
      ${each((part) => `run${part} = run${part} + f32(A[ka.${part}]) * factor;`)}
    }
    ${each((part) => `${part} = ${part} + run${part};`)}
  }
  let out = batch * rows * columns + row * columns;
  ${each((part) =>
    [
      `if (row.${part} < rows) {`,
      each((at) => `if (column.${at} < columns) { result[out.${part} + column.${at}] = ${part}.${at}; }`),
      '}',
    ].join('\n'),
  )}
`;
