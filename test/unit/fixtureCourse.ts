import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildSync } from 'esbuild';
import type { JudgeCourse } from '../../runtime/judge/prepare';
import type { Exercise, Lesson, Secret } from '../../runtime/protocol/exercise';

const root = join(import.meta.dirname, 'fixtures/course');

/** Three made-up exercises, read from their sources: one of functions, one with gradients, one that trains. */
export const fixtureCourse: JudgeCourse = {
  lesson: async (id): Promise<Lesson> => ({
    exercise: JSON.parse(read(id, 'exercise.json')) as Exercise,
    cases: [],
    task: { en: '', 'zh-cn': '' },
    hints: { en: [], 'zh-cn': [] },
    messages: { en: { mistakes: {}, cases: {} }, 'zh-cn': { mistakes: {}, cases: {} } },
    starter: read(id, 'starter.ts'),
  }),
  secret: async (id): Promise<Secret> => {
    const mistakes = join(root, id, 'mistakes');
    const names = existsSync(mistakes) ? readdirSync(mistakes) : [];
    return {
      solution: read(id, 'solution.ts'),
      mistakes: Object.fromEntries(names.map((name) => [basename(name, '.ts'), read(id, join('mistakes', name))])),
      checks: compiled(join(root, id, 'checks.ts')),
    };
  },
};

export const solutionOf = (id: string): string => read(id, 'solution.ts');
export const starterOf = (id: string): string => read(id, 'starter.ts');
export const mistakeOf = (id: string, name: string): string => read(id, `mistakes/${name}.ts`);

function read(id: string, file: string): string {
  // As the build does: a lesson imports another's solution, a learner's file its neighbour.
  return readFileSync(join(root, id, file), 'utf8').replace(/'\.\.\/([a-z-]+)\/solution'/g, "'./$1'");
}

function compiled(file: string): string {
  const external = ['np', 'kit', 'kit/checks'];
  const built = buildSync({
    entryPoints: [file],
    bundle: true,
    format: 'cjs',
    platform: 'neutral',
    external,
    write: false,
  });
  return built.outputFiles[0]!.text;
}
