import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compileFunction } from 'node:vm';
import esbuild from 'esbuild';
import { readCourseSource } from './courseSource.mjs';

/**
 * Builds the course: one small index, and per exercise what the learner may see and what only the judge reads.
 * An exercise with a problem is left out; the caller decides what that means.
 */
export async function buildCourse(lessonsDir, outDir) {
  const source = await readCourseSource(lessonsDir);
  const whole = ({ id }) => !source.problems.some(({ file }) => file.startsWith(`${id}/`));
  const readable = source.chapters.flatMap(({ exercises }) => exercises).filter(whole);
  const caseList = await bundledCaseList();
  const built = new Map(
    await Promise.all(readable.map(async (one) => [one.id, await buildChecks(one, caseList, source.problems)])),
  );
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  const chapters = source.chapters.map((chapter) => ({ ...chapter, exercises: chapter.exercises.filter(whole) }));
  await Promise.all(
    chapters
      .flatMap(({ exercises }) => exercises)
      .map(async ({ id, lesson, solution, mistakes }) => {
        await mkdir(path.join(outDir, path.dirname(id)), { recursive: true });
        const { checks, cases } = built.get(id);
        await writeJson(path.join(outDir, `${id}.lesson.json`), { ...lesson, cases });
        await writeJson(path.join(outDir, `${id}.secret.json`), { solution, mistakes, checks });
      }),
  );
  const index = chapters.map(({ exercises, ...about }) => ({
    ...about,
    exercises: exercises.map(({ exercise }) => exercise),
  }));
  await writeJson(path.join(outDir, 'index.json'), { formatVersion: 1, chapters: index });
  return source;
}

/** `checks.ts` as a CommonJS body over `require('np' | 'kit' | 'kit/checks')`, and the cases that it describes. */
async function buildChecks({ id, dir, exercise }, caseList, problems) {
  try {
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
    const checks = built.outputFiles[0].text;
    return { checks, cases: caseList(exercise, checks, evaluate) };
  } catch (error) {
    for (const { text, location } of error.errors ?? [{ text: String(error) }])
      problems.push({ file: `${id}/checks.ts`, line: location?.line, message: text });
    return undefined;
  }
}

/** The judge's own list of the cases of an exercise: what a check will plan is what is listed before it. */
async function bundledCaseList() {
  const built = await esbuild.build({
    entryPoints: [path.join(import.meta.dirname, '..', 'runtime', 'judge', 'caseList.ts')],
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    write: false,
  });
  const module = { exports: {} };
  evaluate(built.outputFiles[0].text, ['module', 'exports'], 'caseList')(module, module.exports);
  return module.exports.caseList;
}

const evaluate = (code, parameters, filename) => compileFunction(code, parameters, { filename });

export const showProblem = ({ file, line, message }) => `lessons/${file}${line ? `:${line}` : ''}: ${message}`;

const writeJson = (file, value) => writeFile(file, JSON.stringify(value));
