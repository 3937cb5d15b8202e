import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ExerciseSource, Problem } from '../../../build/course.mjs';
import type { OpenCourse } from '../../course/course';
import { createWorkspace, ensureExercise } from '../../node/workspace';

/** Shorter lines, such as a closing brace, give nothing away. */
const telling = 24;

/** Nothing hidden in the learner's workspace: with all exercises opened it holds starters, types and no line of an answer. */
export async function findLeaks(distDir: string, course: OpenCourse, sources: ExerciseSource[]): Promise<Problem[]> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'tensor-dojo-proof-'));
  try {
    await createWorkspace(root, distDir, 'proof');
    const built = sources.filter(({ id }) => course.find(id));
    for (const { id } of built) await ensureExercise(root, course, id);
    const files = await readAll(root);
    return [...strangers(files, sources), ...built.flatMap((source) => answersIn(files, source))];
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** What is neither generated nor a starter. */
function strangers(files: Map<string, string>, sources: ExerciseSource[]): Problem[] {
  const starters = new Map(sources.map(({ id, lesson }) => [`${id}.ts`, lesson.starter]));
  return [...files]
    .filter(([file, text]) => {
      const generated = file === 'tsconfig.json' || /^\.dojo\/(.+\.d\.ts|[\w.]+\.json|fingerprint)$/.test(file);
      return !generated && starters.get(file) !== text;
    })
    .map(([file]) => ({ file, message: "is written into the learner's workspace, expected starters and types alone" }));
}

function answersIn(files: Map<string, string>, { id, lesson, solution }: ExerciseSource): Problem[] {
  const hidden = linesOf(solution).filter((line) => !lesson.starter.includes(line));
  return [...files].flatMap(([file, text]) =>
    hidden
      .filter((line) => text.includes(line))
      .map((line) => ({ file: `${id}/solution.ts`, message: `can be read in the learner's ${file}: ${line}` })),
  );
}

const linesOf = (text: string): string[] =>
  text.split('\n').flatMap((line) => (line.trim().length >= telling ? [line.trim()] : []));

async function readAll(root: string): Promise<Map<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return new Map(files.map((file, i) => [path.relative(root, file).split(path.sep).join('/'), texts[i]!]));
}
