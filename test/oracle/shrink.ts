import type { ArraySpec } from './arraySpec';
import { valuesOf } from './arraySpec';
import type { Numpy } from './askNumpy';
import type { Argument, Case } from './caseParts';
import { difference } from './compareAnswers';
import { runCase } from './runCase';

const ROUNDS = 30;

/** The smallest case found that np and NumPy still answer differently. */
export async function shrunk(numpy: Numpy, failing: Case): Promise<{ smallest: Case; differs: string }> {
  let smallest = failing;
  let differs = difference(runCase(failing), await numpy.answer(failing), failing) ?? 'no longer differs';
  for (let round = 0; round < ROUNDS; round++) {
    const found = await firstFailing(numpy, simpler(smallest));
    if (found === undefined) break;
    ({ smallest, differs } = found);
  }
  return { smallest, differs };
}

async function firstFailing(numpy: Numpy, candidates: readonly Case[]) {
  const answers = await Promise.all(candidates.map((each) => numpy.answer(each)));
  for (const [i, each] of candidates.entries()) {
    const differs = difference(runCase(each), answers[i], each);
    if (differs !== undefined) return { smallest: each, differs };
  }
  return undefined;
}

/** Cases with one thing less, the boldest first. */
function simpler(each: Case): Case[] {
  if ('program' in each) {
    const shorter = each.program.length > 1 ? [{ ...each, program: each.program.slice(0, -1) }] : [];
    const skipped = each.program.flatMap((step, i): Case[] =>
      step.step === 'view' && step.view === 'itself'
        ? []
        : [
            {
              ...each,
              // A view that is not made leaves the array itself in its place, so that numbers stay.
              program:
                step.step === 'view'
                  ? each.program.with(i, { ...step, view: 'itself', args: [] })
                  : each.program.toSpliced(i, 1),
            },
          ],
    );
    return [...shorter, ...skipped];
  }
  const args = each.args.flatMap((given, i) => simplerArguments(given).map((other) => each.args.with(i, other)));
  const withArgs = args.map((others): Case => ({ ...each, args: others }));
  if ('function' in each) return withArgs;
  return [...simplerArrays(each.target).map((target): Case => ({ ...each, target })), ...withArgs];
}

function simplerArguments(given: Argument): Argument[] {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return [];
  if ('array' in given) return simplerArrays(given.array).map((array) => ({ array }));
  if (!('list' in given)) return [];
  return given.list.flatMap((item, i) => simplerArguments(item).map((other) => ({ list: given.list.with(i, other) })));
}

function simplerArrays(spec: ArraySpec): ArraySpec[] {
  const values = valuesOf(spec);
  const plain = (elements: ArraySpec['elements'], shape: number[]): ArraySpec => ({
    ...spec,
    elements,
    shape,
    steps: [],
    result: shape,
  });
  const flat = spec.steps.length > 0 ? [plain(spec.elements.length === 0 ? [] : values.map(String), spec.result)] : [];
  const halves = spec.result.flatMap((length, axis) => {
    if (length < 2) return [];
    const shape = spec.result.with(axis, length - 1);
    return [
      plain(
        values
          .slice(
            0,
            shape.reduce((a, b) => a * b, 1),
          )
          .map(String),
        shape,
      ),
    ];
  });
  const rounded = spec.elements.map((value) => (Number.isFinite(Number(value)) ? Math.round(Number(value)) : value));
  const whole = rounded.some((value, i) => Number(value) !== Number(spec.elements[i]) && !Number.isNaN(Number(value)));
  return [...flat, ...halves, ...(whole ? [{ ...spec, elements: rounded }] : [])];
}
