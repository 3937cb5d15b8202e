import { cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { OpenCourse } from '../course/course';

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

/** Refreshes `.dojo/` unless this very version wrote it. Returns whether anything was written. */
export async function refreshWorkspace(root: string, distDir: string, version: string): Promise<boolean> {
  if ((await workspaceVersion(root)) === version) return false;
  const source = path.join(distDir, 'workspace');
  const fresh = path.join(root, '.dojo.new');
  await rm(fresh, { recursive: true, force: true });
  await cp(source, fresh, { recursive: true });
  await writeFile(path.join(fresh, 'workspace.json'), `${JSON.stringify({ formatVersion, version }, null, 2)}\n`);
  await rm(path.join(root, '.dojo'), { recursive: true, force: true });
  await rename(fresh, path.join(root, '.dojo'));
  return true;
}

/** The version that wrote `.dojo/`, or undefined where there is none that can be read. */
async function workspaceVersion(root: string): Promise<string | undefined> {
  try {
    const said: unknown = JSON.parse(await readFile(path.join(root, marker), 'utf8'));
    if (typeof said !== 'object' || said === null || !('version' in said)) return undefined;
    return typeof said.version === 'string' ? said.version : undefined;
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

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
