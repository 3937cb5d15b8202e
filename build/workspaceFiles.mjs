import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What a learner's `.dojo/` is filled from: the types of `np` and `kit`, and the compiler options. */
export async function buildWorkspaceFiles(root, outDir) {
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  await cp(path.join(root, 'build/workspace/tsconfig.base.json'), path.join(outDir, 'tsconfig.base.json'));
  const types = path.join(root, 'dist/types/runtime');
  for (const entry of ['np/np', 'kit/kit']) await copyDeclarations(types, entry, path.join(outDir, 'types'));
  await cp(path.join(root, 'build/workspace/globals.d.ts'), path.join(outDir, 'types/globals.d.ts'));
  await writeFile(path.join(outDir, 'fingerprint'), await fingerprintOf(outDir));
}

/** A workspace is brought up to date where its files came from others than these. */
async function fingerprintOf(folder) {
  const hash = createHash('sha256');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name));
  for (const file of files.toSorted()) hash.update(`${path.relative(folder, file)}\0`).update(await readFile(file));
  return hash.digest('hex');
}

/** Copies a declaration file and all that it imports, keeping their places relative to each other. */
async function copyDeclarations(from, entry, to, seen = new Set()) {
  if (seen.has(entry)) return;
  seen.add(entry);
  const text = await readFile(path.join(from, `${entry}.d.ts`), 'utf8');
  const target = path.join(to, `${entry}.d.ts`);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, text);
  for (const [, specifier] of text.matchAll(/(?:from |import\()['"](\.[^'"]+)['"]/g)) {
    await copyDeclarations(from, path.posix.join(path.posix.dirname(entry), specifier), to, seen);
  }
}
