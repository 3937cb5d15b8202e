import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { coordinates } from './webgpuProgram';

type Program = Parameters<WebGPUBackend['runWebGPUProgram']>[0];

/** By how their keys begin. */
const movements = /^(slice|gathernd_|concat|select|stridedSlice|reverse|transpose_|tile)/;

/**
 * The backend's shaders take integers for f32 wherever they pass, positions too, and above 2^24 these are not the same: here they
 * stay integers where elements are only moved, and where they say where elements lie.
 */
export function keepIntegers(program: Program, inputs: readonly TensorInfo[], dtype: DataType): void {
  const moves = dtype !== 'float32' && movements.test(program.shaderKey) && (program.outputComponent ?? 1) === 1;
  if (!moves && !program.variableNames.includes('indices')) return;
  const text = program.getUserCode.bind(program);
  program.getUserCode = () => {
    const code = text()
      .replace('i32(round(getIndices(coords[0], j)))', 'indices[coords[0] * uniforms.indicesShape[1] + j]')
      .replace('i32(round(getIndices(coords[0])))', 'indices[coords[0]]')
      .replace('i32(getUpdates(coords[0], coords[1]))', 'updates[coords[0] * uniforms.updatesShape[1] + coords[1]]')
      .replace('i32(getUpdates(coords[0]))', 'updates[coords[0]]');
    return moves
      ? `${program.variableNames.map((name, i) => exactly(name, inputs[i]!)).join('')}${movedExactly(code)}`
      : code;
  };
}

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const small = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

/** As the backend's own `getX`, of integers. */
function exactly(name: string, { shape }: TensorInfo): string {
  const rank = shape.length;
  const axes = shape.map((_, axis) => `d${axis}`);
  const at = rank === 0 ? '0' : `getIndexFromCoords${rank}D(${coordinates(axes)}, uniforms.${small(name)}Shape)`;
  return `fn exact${capital(name)}(${axes.map((axis) => `${axis} : i32`).join()}) -> i32 { return ${name}[${at}]; }\n`;
}

const movedExactly = (code: string): string =>
  code
    .replaceAll(/setOutputAt(Index|Coords)\(([^;]*?), get(\w+)\(/g, 'setOutputAt$1I32($2, exact$3(')
    .replaceAll(/setOutputAtIndex\(flatIndex, A\[/g, 'setOutputAtIndexI32(flatIndex, A[');
