import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';

type Program = Parameters<WebGPUBackend['runWebGPUProgram']>[0];

/** A shader with one thread for each element of its result. */
export interface ElementShader {
  /** Where the WGSL differs, so do these. */
  key: string;
  shape: number[];
  dtype: DataType;
  /** WGSL: what stands at `index`. Inputs are `A` and `B`, flat, of f32 or, for int32 and bool, of i32. */
  value: string;
  /** WGSL functions that it calls. */
  functions?: string;
}

const threads = 128;

export function runElements(backend: WebGPUBackend, shader: ElementShader, ...inputs: TensorInfo[]): TensorInfo {
  const { key, shape, dtype, value, functions = '' } = shader;
  const size = shape.reduce((product, length) => product * length, 1);
  const program: Program = {
    variableNames: ['A', 'B'].slice(0, inputs.length),
    outputShape: shape,
    dispatchLayout: { x: shape.map((_, axis) => axis) },
    dispatch: [Math.ceil(size / threads), 1, 1],
    workgroupSize: [threads, 1, 1],
    size: true,
    shaderKey: `elements_${key}`,
    getUserCode: () => `
      ${functions}
      fn main(index : i32) {
        if (index < uniforms.size) {
          result[index] = ${value};
        }
      }`,
  };
  return backend.runWebGPUProgram(program, inputs, dtype);
}
