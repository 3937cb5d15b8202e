import type { CheckRequest } from '../protocol/judge';
import type { ModuleText } from '../protocol/learner';
import { compileText } from './compile';
import type { Preparations, Prepared } from './prepare';

/** The modules that an exercise stands on: the learner's own where they are right, else the reference. */
export interface Foundations {
  modules: ModuleText[];
  /** Which of them are the learner's own. */
  own: ModuleText[];
  /** Exercises whose reference stands in. */
  standIns: string[];
}

/**
 * `passes` checks a text that is not known to have passed. The reference standing in is the one case in which it
 * enters the learner's process, and it is named.
 */
export async function layFoundations(
  prepared: Prepared,
  preparations: Preparations,
  given: CheckRequest['uses'],
  passes: (exercise: string, text: string) => Promise<boolean>,
): Promise<Foundations> {
  const found: Foundations = { modules: [], own: [], standIns: [] };
  const seen = new Set<string>();

  const add = async (id: string): Promise<void> => {
    if (seen.has(id)) return;
    seen.add(id);
    const used = await preparations.of(id);
    for (const inner of used.exercise.uses) await add(inner);
    const mine = given.find(({ exercise }) => exercise === id);
    const own = mine && (mine.passed || (await passes(id, mine.text))) ? ownModule(id, mine.text, seen) : undefined;
    if (own) found.own.push(own);
    else found.standIns.push(id);
    found.modules.push(own ?? used.modules.at(-1)!);
  };

  for (const id of prepared.exercise.uses) await add(id);
  return found;
}

function ownModule(id: string, text: string, known: ReadonlySet<string>): ModuleText | undefined {
  const compiled = compileText(id, `${id}.ts`, text, (path) => known.has(path));
  return compiled.kind === 'compiled' ? compiled.module : undefined;
}
