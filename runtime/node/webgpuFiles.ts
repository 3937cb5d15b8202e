import path from 'node:path';

/** What the engine on a GPU is loaded from, where it has been built; a process that opens it reads this one folder. */
export function webgpuFiles(distDir: string) {
  const folder = path.join(distDir, 'webgpu');
  return { folder, worker: path.join(folder, 'webgpuWorker.mjs'), dawn: path.join(folder, 'dawn.node') };
}
