import { basename } from 'node:path';

/** How the kernels are compiled, by whatever compiler and for whatever machine: their tests must not run what nobody ships. */
export const language = ['-std=gnu11', '-fno-math-errno', '-fno-trapping-math', '-Wall', '-Wextra'];

/** Products alone may take a multiplication and an addition in one rounding. */
export const contraction = (file) => `-ffp-contract=${basename(file) === 'matmul.c' ? 'fast' : 'off'}`;

/** The level's name becomes part of each symbol; its vectors have `width` bytes. */
export const define = ({ name, width }) => [`-DTD_LEVEL=${name}`, `-DTD_WIDTH=${width}`];

/**
 * By processor: the name of a level, the bytes of its vectors, the machine as Zig and as the others call it, and what the processor must have,
 * as the compilers' builtin names it.
 */
export const levels = {
  x64: [
    { name: 'v2', width: 16, cpu: 'x86_64_v2', march: 'x86-64-v2', flags: [], needs: ['sse4.2', 'popcnt'] },
    { name: 'v3', width: 32, cpu: 'x86_64_v3', march: 'x86-64-v3', flags: [], needs: ['avx2', 'fma', 'bmi2'] },
    {
      name: 'v4',
      width: 64,
      cpu: 'x86_64_v4',
      march: 'x86-64-v4',
      flags: ['-mprefer-vector-width=512'],
      needs: ['avx512f', 'avx512bw', 'avx512cd', 'avx512dq', 'avx512vl'],
    },
  ],
  arm64: [{ name: 'neon', width: 16, flags: [], needs: [] }],
  wasm: [{ name: 'wasm', width: 16, flags: ['-msimd128', '-mbulk-memory'], needs: [] }],
};
