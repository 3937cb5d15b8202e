import { layouts } from './arraySpec';
import { Numpy } from './askNumpy';
import { difference } from './compareAnswers';
import { Coverage } from './coverage';
import { makeCase, makers, wishes, type NamedCase } from './makers';
import { runCase } from './runCase';
import { shrunk } from './shrink';
import { isUndefined } from './undefinedCells';

export interface Outcome {
  cases: number;
  raised: number;
  failures: string[];
  coverage: Coverage;
}

/** Names of functions that take arrays: only these have cells. */
export const namesWithCells = Object.keys(makers).filter(
  (name) => makeCase(name, { dtype: 'int32', layout: layouts[0] }, 1)?.each.first !== undefined,
);

const CHUNK = 400;
/** Of so many functions the first failure is shrunk. */
const SHRUNK = 40;

/** Puts cases to NumPy and to np. `more` says what to ask next, given the answers so far, until it says nothing. */
export async function consult(python: string, more: (coverage: Coverage) => NamedCase[]): Promise<Outcome> {
  const numpy = new Numpy(python);
  const outcome: Outcome = { cases: 0, raised: 0, failures: [], coverage: new Coverage() };
  const failed: NamedCase[] = [];
  try {
    for (let cases = more(outcome.coverage); cases.length > 0; cases = more(outcome.coverage)) {
      for (let start = 0; start < cases.length; start += CHUNK) {
        const chunk = cases.slice(start, start + CHUNK);
        const asked = chunk.map(({ each }) => numpy.answer(each));
        const ours = chunk.map(({ each }) => runCase(each));
        const answers = await Promise.all(asked);
        chunk.forEach((named, i) => {
          const { kind } = answers[i];
          outcome.coverage.count(named.name, named.wish, kind === 'threw');
          outcome.cases++;
          if (kind === 'threw') outcome.raised++;
          if (difference(ours[i], answers[i], named.each) !== undefined) failed.push(named);
        });
      }
    }
    const told = new Set<string>();
    for (const named of failed) {
      const first = !told.has(named.name) && told.size < SHRUNK;
      told.add(named.name);
      outcome.failures.push(first ? await explained(numpy, named) : `${named.name}, seed ${named.seed}`);
    }
  } finally {
    numpy.end();
  }
  return outcome;
}

async function explained(numpy: Numpy, { name, wish, seed, each }: NamedCase): Promise<string> {
  const { smallest, differs } = await shrunk(numpy, each);
  return `${name}, ${wish.dtype}, ${wish.layout}, seed ${seed}: ${differs}\n  ${JSON.stringify(smallest)}`;
}

/** The seed of the i-th case of a function in a cell. */
function seedOf(base: number, name: string, cell: number, i: number): number {
  let hash = base >>> 0;
  for (const letter of `${name}|${cell}|${i}`) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return hash;
}

/** For each function the cells that still lack answers, each with as many new cases as it lacks and a few to spare. */
export function untilCovered(base: number, least: number, rounds: number): (coverage: Coverage) => NamedCase[] {
  let round = 0;
  return (coverage) => {
    if (round++ >= rounds) return [];
    return Object.keys(makers).flatMap((name) =>
      wishes.flatMap((wish, cell) => {
        const { returned, raised } = coverage.cell(name, wish);
        const done = returned + raised;
        const enough = isUndefined(name, wish) ? Math.min(raised, 5) * 4 : returned;
        const missing = namesWithCells.includes(name) ? least - enough : round === 1 ? 2 : 0;
        const wanted = isUndefined(name, wish)
          ? 5
          : round === 1
            ? missing
            : Math.ceil((missing * done) / Math.max(returned, 1)) + 2;
        return missing <= 0 ? [] : Array.from({ length: wanted }, (_, i) => made(base, name, cell, done + i)).flat();
      }),
    );
  };
}

function made(base: number, name: string, cell: number, i: number): NamedCase[] {
  const found = makeCase(name, wishes[cell], seedOf(base, name, cell, i));
  return found === undefined ? [] : [found];
}

/** One case of each function in every other cell. */
export function sampled(base: number): () => NamedCase[] {
  let asked = false;
  return () => {
    if (asked) return [];
    asked = true;
    return Object.keys(makers).flatMap((name, k) =>
      wishes.flatMap((_, cell) => (cell % 2 === k % 2 ? made(base, name, cell, 0) : [])),
    );
  };
}
