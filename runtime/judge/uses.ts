import type { CheckRequest } from '../protocol/judge';
import type { ModuleText } from '../protocol/learner';
import { compileText } from './compile';
import type { Compiled } from './compile';
import type { Preparations, Prepared } from './prepare';

/** The modules that an exercise stands on: the learner's own where they are right, else the reference. */
export interface Foundations {
  modules: ModuleText[];
  /** Which of them are the learner's own. */
  own: ModuleText[];
  /** What each of them exports, where it can be told. */
  exports: Map<string, readonly string[] | undefined>;
  /** Exercises whose reference stands in, and those of them of which the learner has no text. */
  standIns: string[];
  withoutFile: string[];
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
  const found: Foundations = { modules: [], own: [], exports: new Map(), standIns: [], withoutFile: [] };
  const seen = new Set<string>();

  const add = async (id: string): Promise<void> => {
    if (seen.has(id)) return;
    seen.add(id);
    const used = await preparations.of(id);
    for (const inner of used.exercise.uses) await add(inner);
    const mine = given.find(({ exercise }) => exercise === id);
    const own = mine && (mine.passed || (await passes(id, mine.text))) ? compileOwn(id, mine.text, seen) : undefined;
    if (own) found.own.push(own.module);
    else found.standIns.push(id);
    if (!mine) found.withoutFile.push(id);
    found.modules.push(own?.module ?? used.modules.at(-1)!);
    found.exports.set(id, own ? own.exports : [...used.kinds.keys()]);
  };

  for (const id of prepared.exercise.uses) await add(id);
  return found;
}

function compileOwn(id: string, text: string, known: ReadonlySet<string>): Own | undefined {
  const compiled = compileText(id, `${id}.ts`, text, (path) => known.has(path));
  return compiled.kind === 'compiled' ? compiled : undefined;
}

type Own = Extract<Compiled, { kind: 'compiled' }>;
