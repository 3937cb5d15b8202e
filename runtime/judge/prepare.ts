import type { CaseSpec } from '../kit/checks';
import type { Exercise, Lesson, Secret } from '../protocol/exercise';
import type { ModuleText } from '../protocol/learner';
import type { ExportKind } from '../protocol/script';
import { exportKinds } from '../script/module';
import type { Evaluate } from '../script/module';
import { compileText } from './compile';
import { readChecks } from './readChecks';
import { CourseCode } from './reference';
import type { Source } from './source';

/** What the judge asks of the course: `openCourse` gives it. */
export interface JudgeCourse {
  lesson(id: string): Promise<Lesson>;
  secret(id: string): Promise<Secret>;
}

/** An exercise as the judge keeps it: everything that is the same for each check is done once. */
export interface Prepared {
  exercise: Exercise;
  specs: CaseSpec[];
  /** The reference and what it uses, the last being the exercise's own. */
  modules: ModuleText[];
  source: Source;
  kinds: Map<string, ExportKind>;
  /** The starter's tokens, entry by entry. */
  starter: Source | undefined;
  mistakes: { id: string; modules: ModuleText[] }[];
}

/** Compiles each exercise the first time that it is asked for. */
export class Preparations {
  readonly #course: JudgeCourse;
  readonly #evaluate: Evaluate;
  readonly #known = new Map<string, Promise<Prepared>>();

  constructor(course: JudgeCourse, evaluate: Evaluate) {
    this.#course = course;
    this.#evaluate = evaluate;
  }

  of(id: string): Promise<Prepared> {
    const prepared = this.#known.get(id) ?? this.#prepare(id);
    this.#known.set(id, prepared);
    prepared.catch(() => this.#known.delete(id));
    return prepared;
  }

  reference({ modules, exercise }: Prepared): CourseCode {
    return new CourseCode(modules, exercise.id, this.#evaluate);
  }

  mistake({ exercise }: Prepared, { modules }: Prepared['mistakes'][number]): CourseCode {
    return new CourseCode(modules, exercise.id, this.#evaluate);
  }

  async #prepare(id: string): Promise<Prepared> {
    const [{ exercise, starter }, secret] = await Promise.all([this.#course.lesson(id), this.#course.secret(id)]);
    const used = (await Promise.all(exercise.uses.map((use) => this.of(use)))).flatMap(({ modules }) => modules);
    const others = [...new Map(used.map((module) => [module.path, module])).values()];
    const compile = (text: string, name: string) => {
      const compiled = compileText(id, `${id} (${name})`, text, (path) => others.some((other) => other.path === path));
      if (compiled.kind === 'refused')
        throw new Error(`${id}: ${name} does not compile: ${JSON.stringify(compiled.failure)}`);
      return compiled;
    };
    const solution = compile(secret.solution, 'solution');
    const modules = [...others, solution.module];
    const { exports } = new CourseCode(modules, id, this.#evaluate);
    const begun = compileText(id, `${id} (starter)`, starter, () => true);
    return {
      exercise,
      specs: readChecks(id, secret.checks, this.#evaluate),
      modules,
      source: solution.source,
      kinds: new Map(exportKinds(exports, Object.keys(exports))),
      starter: begun.kind === 'compiled' ? begun.source : undefined,
      mistakes: Object.entries(secret.mistakes).map(([mistake, text]) => ({
        id: mistake,
        modules: [...others, compile(text, mistake).module],
      })),
    };
  }
}
