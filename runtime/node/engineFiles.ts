import path from 'node:path';

/** What engines are loaded from, where it has been built. */
export const engineFiles = (distDir: string) => ({
  kernels: path.join(distDir, 'kernels.wasm'),
  addon: path.join(distDir, 'native', `tensor-dojo-${process.platform}-${process.arch}.node`),
});
