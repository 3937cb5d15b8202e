import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as np from 'np';

// What a learner sees when the pointer rests on a function.
const folder = join(import.meta.dirname, '../../runtime/np');
const sources = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(folder, file), 'utf8'));

/** A documentation comment and the function (or the method, where it is indented) that it stands before. */
const documented = sources.flatMap((source) =>
  [...source.matchAll(/\/\*\*\n((?: *\*[^\n]*\n)+?) *\*\/\n *(?:export function )?(\w+)[<(]/g)].map(
    ([, text, name]) => ({
      name,
      text: text.replace(/^ *\* ?/gm, ''),
    }),
  ),
);

const callable = (group: object) => Object.entries(group).flatMap(([, x]) => (typeof x === 'function' ? [x.name] : []));
const names = [
  ...new Set([
    ...callable(np),
    ...callable(np.linalg),
    ...callable(np.random),
    ...callable(np.random.Generator.prototype),
  ]),
].filter((name) => !/^[A-Z]/.test(name));

describe('hover documentation', () => {
  test.each(names)('%s says what it does and shows an example', (name) => {
    const own = documented.filter((each) => each.name === name);
    expect(own.map(({ text }) => text).join('\n')).toMatch(/^[^@\n][^]*@example /m);
  });

  const examples = documented.flatMap(({ name, text }) =>
    [...text.matchAll(/@example (np\..+) \/\/ ((?:[[\d-]|true|false).*)/g)].map(([, code, result]) => ({
      name,
      code,
      result,
    })),
  );
  const known = { A: np.eye(2), x: np.eye(2), W: np.eye(2) };

  test.each(examples)('$code // $result', ({ code, result }) => {
    const run = new Function('np', ...Object.keys(known), `return ${code};`);
    expect(shown(run(np, ...Object.values(known)))).toBe(result);
  });
});

/** Rows of a matrix stand in one line here; lists are written as in JavaScript. */
function shown(value: unknown): string {
  if (!Array.isArray(value)) return String(value).replace(/\s*\n\s*/g, ' ');
  return value[0] instanceof np.NDArray ? value.map(shown).join(' and ') : `[${value.join(', ')}]`;
}
