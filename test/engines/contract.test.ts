import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../runtime/engines/engine';
import { createJavaScriptEngine } from '../../runtime/engines/javascript/javascriptEngine';
import { openEngine } from '../../runtime/node/openEngine';
import { Dice } from '../oracle/dice';
import { difference, questions } from '../unit/engineContract';

// Plain JavaScript is the reference, with NumPy itself behind it (`npm run test:np`): here it is asked twice.
const rounds = Number(process.env.DOJO_ENGINE_ROUNDS ?? 300);
const dist = join(import.meta.dirname, '../../dist');

const present = ['javascript', 'cpu', 'native'].map((name) => ({ name, ...openEngine(name, dist) }));
const table = new Map<string, string[]>();

describe.each(present)('$name', ({ name, engine, report }) => {
  const absent = report.name !== name;
  const reference = createJavaScriptEngine();
  it.each(Object.entries(questions))('%s', (primitive, ask) => {
    const cells = table.get(primitive) ?? [];
    table.set(primitive, cells);
    if (absent) return void cells.push('absent');
    cells.push('WRONG');
    for (let seed = 0; seed < rounds; seed++) {
      const found = difference(ask(engine, new Dice(seed)), ask(reference, new Dice(seed)));
      expect(found, `${name}: ${primitive}, seed ${seed}`).toBeUndefined();
    }
    cells[cells.length - 1] = `${rounds}`;
  });
});

afterAll(() => {
  const device = (engine: Engine) => engine.capabilities().device;
  for (const { name, engine, report } of present) {
    const why = report.passedOver.map(({ why, detail }) => `${why} (${detail})`).join('; ');
    console.log(`${name.padEnd(11)} ${report.name === name ? `present: ${device(engine)}` : `absent: ${why}`}`);
  }
  const width = Math.max(...[...table.keys()].map((primitive) => primitive.length));
  const line = (first: string, cells: readonly string[]) =>
    `${first.padEnd(width)}  ${cells.map((cell) => cell.padStart(10)).join(' ')}`;
  const rows = [...table].map(([primitive, cells]) => line(primitive, cells));
  const heading = line(
    'random questions answered alike',
    present.map(({ name }) => name),
  );
  console.log([heading, ...rows].join('\n'));
});
