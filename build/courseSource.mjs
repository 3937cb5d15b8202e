import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { renderTask } from './markdown.mjs';
import { yamlReader } from './yamlFile.mjs';

const locales = ['en', 'zh-cn'];
const defaults = {
  uses: [],
  limits: { caseMs: 2000, totalMs: 20_000, memoryMB: 1024 },
  tolerance: { rtol: 1e-6, atol: 1e-9 },
  constraints: {},
  aliases: [],
};
/** Beside the chapters. */
const rootFiles = ['course.yaml', 'datasets.yaml', 'schemas', 'tsconfig.json', 'uses.d.ts'];
const plainFiles = new Set([
  'exercise.yaml',
  'checks.ts',
  'starter.ts',
  'solution.ts',
  'solution.py',
  ...locales.flatMap((locale) => [`task.${locale}.md`, `messages.${locale}.yaml`]),
]);

/**
 * The course as its authors wrote it, with all that is wrong in it.
 * Problems name the file, the line where one is known, and what was expected; nothing throws for a wrong text.
 */
export async function readCourseSource(lessonsDir) {
  const problems = [];
  const readYaml = await yamlReader(lessonsDir);
  const order = await readYaml('course.yaml', 'course', problems);
  const chapters = [];
  for (const { id, exercises } of order?.chapters ?? []) {
    const about = await readYaml(`${id}/chapter.yaml`, 'chapter', problems);
    const sources = [];
    for (const name of exercises) sources.push(await readExercise(lessonsDir, `${id}/${name}`, readYaml, problems));
    await checkListed(path.join(lessonsDir, id), [...exercises, 'chapter.yaml'], `${id}/`, problems);
    if (about) chapters.push({ id, ...about, exercises: sources.filter(Boolean) });
  }
  if (order) await checkListed(lessonsDir, [...rootFiles, ...order.chapters.map(({ id }) => id)], '', problems);
  checkReferences(chapters, problems);
  return { chapters, problems };
}

async function readExercise(lessonsDir, id, readYaml, problems) {
  const dir = path.join(lessonsDir, id);
  const read = async (name) => {
    try {
      return await readFile(path.join(dir, name), 'utf8');
    } catch {
      problems.push({ file: `${id}/${name}`, message: 'is missing' });
      return '';
    }
  };
  const said = await readYaml(`${id}/exercise.yaml`, 'exercise', problems);
  if (!said) return undefined;
  if (said.id !== id)
    problems.push({ file: `${id}/exercise.yaml`, message: `id is ${said.id}, expected ${id}, its folder` });
  const { survivors = {}, ...about } = said;
  const exercise = {
    ...defaults,
    ...about,
    limits: { ...defaults.limits, ...said.limits },
    tolerance: { ...defaults.tolerance, ...said.tolerance },
  };
  const mistakes = await readFolder(dir, 'mistakes', id, problems);
  const alternatives = await readFolder(dir, 'alternatives', id, problems);
  const task = {};
  const hints = {};
  const links = [];
  const messages = {};
  for (const locale of locales) {
    const file = `${id}/task.${locale}.md`;
    const page = renderTask(await read(`task.${locale}.md`), locale, (message) => problems.push({ file, message }));
    if (page.hints.length < 3) problems.push({ file, message: `has ${page.hints.length} hints, expected at least 3` });
    task[locale] = page.html;
    hints[locale] = page.hints;
    links.push(...page.links.map((to) => ({ file, to })));
    const said = await readYaml(`${id}/messages.${locale}.yaml`, 'messages', problems);
    messages[locale] = { mistakes: said?.mistakes ?? {}, cases: said?.cases ?? {} };
    for (const mistake of Object.keys(mistakes)) {
      if (!messages[locale].mistakes[mistake]) {
        problems.push({ file: `${id}/messages.${locale}.yaml`, message: `has no message for mistakes/${mistake}.ts` });
      }
    }
  }
  if (hints.en.length !== hints['zh-cn'].length) {
    problems.push({
      file: `${id}/task.zh-cn.md`,
      message: `has ${hints['zh-cn'].length} hints, the English page ${hints.en.length}`,
    });
  }
  await checkListed(dir, [...plainFiles, 'mistakes', 'alternatives', '__pycache__'], `${id}/`, problems);
  for (const name of ['checks.ts', 'solution.py']) await read(name);
  return {
    id,
    dir,
    exercise,
    survivors,
    links,
    lesson: { exercise, task, hints, messages, starter: await read('starter.ts') },
    solution: await read('solution.ts'),
    solutionPy: path.join(dir, 'solution.py'),
    mistakes,
    alternatives,
  };
}

/** The TypeScript files of a folder, by name without the ending. */
async function readFolder(dir, name, id, problems) {
  const files = await readdir(path.join(dir, name)).catch(() => []);
  const texts = {};
  for (const file of files.sort()) {
    if (!file.endsWith('.ts')) {
      problems.push({ file: `${id}/${name}/${file}`, message: 'is not part of the course: expected TypeScript files' });
      continue;
    }
    texts[path.basename(file, '.ts')] = await readFile(path.join(dir, name, file), 'utf8');
  }
  return texts;
}

async function checkListed(dir, listed, prefix, problems) {
  const expected = new Set(listed);
  for (const name of await readdir(dir).catch(() => [])) {
    if (!expected.has(name) && !name.startsWith('.'))
      problems.push({ file: `${prefix}${name}`, message: 'is not part of the course: list it or remove it' });
  }
}

function checkReferences(chapters, problems) {
  const all = chapters.flatMap((chapter) => chapter.exercises);
  const ids = new Set(all.map(({ id }) => id));
  for (const { id, exercise, links } of all) {
    for (const used of exercise.uses) {
      if (!ids.has(used))
        problems.push({ file: `${id}/exercise.yaml`, message: `uses ${used}, which is no exercise of the course` });
    }
    for (const { file, to } of links) {
      if (!ids.has(to)) problems.push({ file, message: `links to dojo:${to}, which is no exercise of the course` });
    }
  }
}
