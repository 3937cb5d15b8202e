import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import esbuild from 'esbuild';
import { readCourseSource } from './courseSource.mjs';

/** Builds the course: one small index, and per exercise what the learner may see and what only the judge reads. */
export async function buildCourse(lessonsDir, outDir) {
  const { chapters, problems } = await readCourseSource(lessonsDir);
  if (problems.length > 0) throw new Error(`the course has problems\n${problems.map(showProblem).join('\n')}`);
  await rm(outDir, { recursive: true, force: true });
  const exercises = chapters.flatMap((chapter) => chapter.exercises);
  await Promise.all(
    exercises.map(async (source) => {
      const secret = { solution: source.solution, mistakes: source.mistakes, checks: await compileChecks(source.dir) };
      await mkdir(path.join(outDir, path.dirname(source.id)), { recursive: true });
      await writeJson(path.join(outDir, `${source.id}.lesson.json`), source.lesson);
      await writeJson(path.join(outDir, `${source.id}.secret.json`), secret);
    }),
  );
  await writeJson(path.join(outDir, 'index.json'), {
    formatVersion: 1,
    chapters: chapters.map(({ id, title, summary, exercises: list }) => ({
      id,
      title,
      summary,
      exercises: list.map(({ exercise }) => exercise),
    })),
  });
  return exercises.length;
}

/** `checks.ts` as a CommonJS body over `require('np' | 'kit' | 'kit/checks')`. */
async function compileChecks(dir) {
  const built = await esbuild.build({
    entryPoints: [path.join(dir, 'checks.ts')],
    bundle: true,
    format: 'cjs',
    platform: 'neutral',
    target: 'es2022',
    external: ['np', 'kit', 'kit/checks'],
    write: false,
    logLevel: 'silent',
  });
  return built.outputFiles[0].text;
}

export const showProblem = ({ file, line, message }) => `lessons/${file}${line ? `:${line}` : ''}: ${message}`;

const writeJson = (file, value) => writeFile(file, JSON.stringify(value));
