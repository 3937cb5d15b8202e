import { describe, expect, it } from 'vitest';
import { passedCount, standsOn, upNext } from '../../extension/courseOrder';
import { scanEntries } from '../../extension/entryScan';
import type { ExerciseState } from '../../extension/progressRecords';
import type { Exercise } from '../../runtime/protocol/exercise';
import { affine } from './wordsFixtures';

const course = ['a', 'b', 'c', 'd'].map((id): Exercise => ({ ...affine, id }));
const states =
  (given: Record<string, ExerciseState>) =>
  ({ id }: Exercise): ExerciseState =>
    given[id] ?? 'notStarted';

describe('up next', () => {
  it('is the first exercise that is not passed', () => {
    expect(upNext(course, states({}))?.id).toBe('a');
    expect(upNext(course, states({ a: 'passed', b: 'attempted' }))?.id).toBe('b');
    expect(upNext(course, states({ a: 'needsLook', b: 'passed' }))?.id).toBe('a');
  });

  it('goes on after the one that is open, and round to what was left out', () => {
    expect(upNext(course, states({ a: 'passed' }), 'b')?.id).toBe('c');
    expect(upNext(course, states({ c: 'passed', d: 'passed' }), 'b')?.id).toBe('a');
    expect(upNext(course, states({}), 'd')?.id).toBe('a');
  });

  it('is nothing when all the others are passed', () => {
    const all = states({ a: 'passed', b: 'passed', c: 'passed', d: 'passed' });
    expect(upNext(course, all)).toBeUndefined();
    expect(upNext(course, states({ a: 'passed', b: 'passed', c: 'passed' }), 'd')).toBeUndefined();
    expect(passedCount(course, all)).toBe(4);
  });
});

describe('what an exercise stands on', () => {
  it('names each once, nearest first, and survives a circle', () => {
    const uses: Record<string, string[]> = { a: ['b', 'c'], b: ['d'], c: ['d', 'b'], d: ['a'] };
    const all = course.map((exercise) => ({ ...exercise, uses: uses[exercise.id] ?? [] }));
    const find = (id: string) => all.find((exercise) => exercise.id === id);
    expect(standsOn(find('a') as Exercise, find).map(({ id }) => id)).toEqual(['b', 'c', 'd']);
  });
});

describe('finding entries', () => {
  it('sees functions, generators, classes and constants, at the name', () => {
    const text =
      'import * as np from "np";\nexport function f() {}\nexport async function* g() {}\n  export class A {}\nexport const h = 1;\n';
    expect(scanEntries(text, ['f', 'g', 'A', 'h'])).toEqual([
      { name: 'f', line: 1, column: 16 },
      { name: 'g', line: 2, column: 23 },
      { name: 'A', line: 3, column: 15 },
      { name: 'h', line: 4, column: 13 },
    ]);
  });

  it('works on text that does not parse, and with Windows line ends', () => {
    expect(scanEntries('const = {{{\r\nexport function sigmoid(', ['sigmoid'])).toEqual([
      { name: 'sigmoid', line: 1, column: 16 },
    ]);
  });

  it('sees neither comments, nor other names, nor what is not exported', () => {
    const text =
      '/* export function f() {}\nexport class A */\n// export function f\nfunction f() {}\nexport function ff() {}\n';
    expect(scanEntries(text, ['f', 'A'])).toEqual([]);
    expect(scanEntries('/** unfinished\nexport function f() {}', ['f'])).toEqual([]);
  });

  it('takes the first of overloads', () => {
    expect(scanEntries('export function f(x: number): number;\nexport function f(x: any) {}', ['f'])).toHaveLength(1);
  });
});
