import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { OpenCourse } from '../course/course';
import { exists } from './exists';

/** Says that a folder is a dojo workspace; everything else in `.dojo/` is generated and may be refreshed at any time. */
const marker = path.join('.dojo', 'workspace.json');
const formatVersion = 1;

const rootTsconfig = `{
  "extends": "./.dojo/tsconfig.base.json",
  "include": ["**/*.ts", ".dojo/types/globals.d.ts"]
}
`;

/** Makes `root` a dojo workspace, or brings an older one up to date. A learner's own files are never touched. */
export async function createWorkspace(root: string, distDir: string, version: string): Promise<void> {
  await mkdir(root, { recursive: true });
  await refreshWorkspace(root, distDir, version);
  await writeNew(path.join(root, 'tsconfig.json'), rootTsconfig);
}

/**
 * Refreshes `.dojo/` unless these very files are there. The marker is written last: a refresh that was cut off is done again.
 * Returns whether anything was written.
 */
export async function refreshWorkspace(root: string, distDir: string, version: string): Promise<boolean> {
  const source = path.join(distDir, 'workspace');
  const fingerprintFile = path.join(source, 'fingerprint');
  const fingerprint = (await readFile(fingerprintFile, 'utf8')).trim();
  if ((await writtenFrom(root)) === fingerprint) return false;
  const dojo = path.join(root, '.dojo');
  await rm(path.join(dojo, 'types'), { recursive: true, force: true });
  await cp(source, dojo, { recursive: true, filter: (file) => file !== fingerprintFile });
  const temporary = path.join(dojo, 'workspace.json.new');
  await writeFile(temporary, `${JSON.stringify({ formatVersion, version, fingerprint }, null, 2)}\n`);
  await rename(temporary, path.join(root, marker));
  return true;
}

/** The fingerprint of what `.dojo/` was written from, or undefined where nothing says so. */
async function writtenFrom(root: string): Promise<string | undefined> {
  try {
    const said: unknown = JSON.parse(await readFile(path.join(root, marker), 'utf8'));
    if (typeof said !== 'object' || said === null || !('fingerprint' in said)) return undefined;
    return typeof said.fingerprint === 'string' ? said.fingerprint : undefined;
  } catch {
    return undefined;
  }
}

export const isWorkspace = (folder: string): Promise<boolean> => exists(path.join(folder, marker));

/** The dojo workspace that `from` is in: the nearest folder upwards that has a `.dojo/workspace.json`. */
export async function findWorkspace(from: string): Promise<string | undefined> {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    if (await isWorkspace(folder)) return folder;
    if (folder === path.dirname(folder)) return undefined;
  }
}

/** The learner's file of an exercise. */
export const exerciseFile = (root: string, id: string): string => path.join(root, ...`${id}.ts`.split('/'));

/** Writes the starters of an exercise and of those that it imports, where the learner has no file yet. */
export async function ensureExercise(root: string, course: OpenCourse, id: string): Promise<string> {
  const lesson = await course.lesson(id);
  for (const used of lesson.exercise.uses) {
    await writeNew(exerciseFile(root, used), (await course.lesson(used)).starter);
  }
  const file = exerciseFile(root, id);
  await writeNew(file, lesson.starter);
  return file;
}

async function writeNew(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
