import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { DataType, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';

type Program = Parameters<WebGPUBackend['runWebGPUProgram']>[0];

/** Answers with nothing where the backend's own is as good. */
export type Kernel = (params: Parameters<KernelFunc>[0]) => TensorInfo | undefined;

/** Inputs are `A`, `B` and `C`, flat, of f32 or, for int32 and bool, of i32. */
interface Shader {
  /** Where the WGSL differs, so do these. */
  key: string;
  shape: number[];
  dtype: DataType;
  /** WGSL functions that it calls. */
  functions?: string;
}

/** A shader with one thread for each element of its result. */
interface ElementShader extends Shader {
  /** WGSL: what stands at `index`. */
  value: string;
}

/** A shader with `count` threads or a few more. */
interface ThreadShader extends Shader {
  count: number;
  /** WGSL: what the thread `index` does to `result`. */
  body: string;
}

const threads = 128;

export function runElements(backend: WebGPUBackend, shader: ElementShader, ...inputs: TensorInfo[]): TensorInfo {
  const { shape, value } = shader;
  const count = shape.reduce((product, length) => product * length, 1);
  const body = `if (index < uniforms.size) { result[index] = ${value}; }`;
  return runThreads(backend, { ...shader, count, body }, ...inputs);
}

/** As `runElements`, of inputs of one shape, which may have more axes than shaders know. */
export function runRow(
  backend: WebGPUBackend,
  { shape, ...shader }: ElementShader,
  ...inputs: TensorInfo[]
): TensorInfo {
  const row = [shape.reduce((product, length) => product * length, 1)];
  const result = runElements(backend, { ...shader, shape: row }, ...inputs.map((x) => ({ ...x, shape: row })));
  return { ...result, shape };
}

export function runThreads(backend: WebGPUBackend, shader: ThreadShader, ...inputs: TensorInfo[]): TensorInfo {
  const { key, shape, dtype, count, body, functions = '' } = shader;
  const program: Program = {
    variableNames: ['A', 'B', 'C'].slice(0, inputs.length),
    outputShape: shape,
    dispatchLayout: { x: shape.map((_, axis) => axis) },
    dispatch: [Math.ceil(count / threads), 1, 1],
    workgroupSize: [threads, 1, 1],
    size: true,
    shaderKey: `elements_${key}`,
    getUserCode: () => `
      ${functions}
      fn main(index : i32) {
        ${body}
      }`,
  };
  return backend.runWebGPUProgram(program, inputs, dtype);
}

/** What the backend calls a place in an array of so many axes. */
export const coordinates = (axes: readonly string[]): string =>
  axes.length === 1 ? axes[0]! : `vec${axes.length}${axes.length < 5 ? '<i32>' : ''}(${axes.join()})`;

/** The parts of such a place. */
export const partsOf = (place: string, rank: number): string[] =>
  rank === 1 ? [place] : [...'xyzwuv'].slice(0, rank).map((axis) => `${place}.${axis}`);

/** A WGSL function of the output's `index`: where in an input that broadcasts to the output its element lies. */
export function placeIn(name: 'A' | 'B', shape: readonly number[], output: readonly number[]): string {
  if (shape.join() === output.join()) return `fn placeIn${name}(index : i32) -> i32 { return index; }\n`;
  const given = shape.length;
  const parts = partsOf('coords', output.length).slice(output.length - given);
  const own = parts.map((part, axis) => (shape[axis] === 1 ? '0' : part));
  const at =
    given === 0 ? '0' : `getIndexFromCoords${given}D(${coordinates(own)}, uniforms.${name.toLowerCase()}Shape)`;
  return `fn placeIn${name}(index : i32) -> i32 {
    let coords = getCoordsFromIndex(index);
    return ${at};
  }
  `;
}
