import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as np from 'np';

// What a learner sees when the pointer rests on a name: what it is, then a paragraph in these words, then an example.
//   Shape: that of `x`. dtype: stays. NumPy: `np.floor`.
const agreed = /^Shape: \S.*\. dtype: (?<dtype>\S.*?)\. (?:NumPy: |See )(?<known>`.+)\.$/;
const dtypeWords =
  /\b(?:stays?|promoted|float|floats|int32|bool|default float|any|that of|each|asked for|as of|as before|numbers|float64)\b/;

const folder = join(import.meta.dirname, '../../runtime/np');

interface Documented {
  file: string;
  name: string;
  /** Of a class: the name stands indented. */
  member: boolean;
  paragraphs: string[];
  examples: string[];
}

/** A documentation comment and the function, constant or member that it stands before. */
const documented: Documented[] = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) =>
    [
      ...readFileSync(join(folder, file), 'utf8').matchAll(
        /\/\*\*((?:(?!\*\/)[^])+)\*\/\n( *)(?:export function |export const |override |get )?(\w+)\b/g,
      ),
    ].map(([, comment, indent, name]) => {
      const text = comment.replace(/^ *\* ?/gm, '').trim();
      const [said] = text.split(/^@/m);
      return {
        file,
        name,
        member: indent !== '',
        paragraphs: said
          .trim()
          .split(/\n\n/)
          .map((paragraph) => paragraph.replace(/\n/g, ' ').trim()),
        examples: [...text.matchAll(/^@example (.+)/gm)].map(([, example]) => example),
      };
    }),
  );

const ofClass = (name: string) => (file: string, member: boolean) => member && file === name;
const ofArray = (file: string, member: boolean) => member && (file === 'ndarray.ts' || file.endsWith('Methods.ts'));
const ofRandom = (file: string, member: boolean) => !member && ['draws.ts', 'generator.ts'].includes(file);
const ofModule = (file: string, member: boolean) => !member && !ofRandom(file, member);

interface Public {
  /** As a learner writes it. */
  shown: string;
  name: string;
  found: Documented[];
}

function named(prefix: string, names: readonly string[], stands: (file: string, member: boolean) => boolean): Public[] {
  return names.map((name) => ({
    shown: prefix + name,
    name,
    found: documented.filter((each) => each.name === name && stands(each.file, each.member)),
  }));
}

const callable = (group: object) =>
  Object.entries(group).flatMap(([key, x]) =>
    typeof x === 'function' && !/^[A-Z]/.test(key) ? [{ key, name: x.name }] : [],
  );
const original = (group: object) => [...new Set(callable(group).map(({ name }) => name))];

function chain(prototype: object): object[] {
  return prototype === Object.prototype ? [] : [prototype, ...chain(Object.getPrototypeOf(prototype) as object)];
}
const members = chain(np.NDArray.prototype).flatMap((part) => Object.entries(Object.getOwnPropertyDescriptors(part)));
const called = (key: string) => key !== 'constructor';
const methods = members.flatMap(([key, { value }]) => (typeof value === 'function' && called(key) ? [key] : []));
const properties = members.flatMap(([key, { get }]) => (get === undefined ? [] : [key]));

const everything = [
  ...named('np.', original(np), ofModule),
  ...named('np.linalg.', original(np.linalg), ofModule),
  ...named('np.random.', original(np.random), ofRandom),
  ...named('rng.', Object.getOwnPropertyNames(np.random.Generator.prototype).filter(called), ofClass('generator.ts')),
  ...named('x.', methods, ofArray),
];
/** They give no numbers, so that there is no shape and no dtype to speak of. */
const silent = ['seed', 'default_rng'];
/** Names that NumPy does not have: the text says what it writes there instead. */
const ours = ['np.bindex', 'np.iindex', 'np.vindex', 'np.flatten', 'np.variance'];

const paragraph = ({ found }: Public) => found[0]?.paragraphs.at(-1) ?? '';

describe('hover documentation', () => {
  test.each(everything)('$shown says what it does, and shows an example', ({ name, found }) => {
    expect(found.map(({ file }) => file)).toHaveLength(1);
    const [{ paragraphs, examples }] = found;
    expect(paragraphs.length).toBeGreaterThan(silent.includes(name) ? 0 : 1);
    expect(paragraphs[0]).toMatch(/\w.*\.\)?$/);
    expect(paragraphs[0]).not.toMatch(/^(?:See|Shape)\b/);
    expect(examples).not.toEqual([]);
  });

  test.each(everything.filter(({ name }) => !silent.includes(name)))('$shown tells shape and dtype', (each) => {
    expect(paragraph(each)).toMatch(agreed);
    expect(agreed.exec(paragraph(each))?.groups?.dtype).toMatch(dtypeWords);
  });

  test.each([
    ...callable(np).map(({ key, name }) => ({ shown: `np.${key}`, original: `np.${name}` })),
    ...callable(np.linalg).map(({ key, name }) => ({ shown: `np.linalg.${key}`, original: `np.linalg.${name}` })),
    ...callable(np.random).map(({ key, name }) => ({ shown: `np.random.${key}`, original: `np.random.${name}` })),
  ])("$shown is named as NumPy's", ({ shown, original }) => {
    const [, names] =
      /NumPy: (.+)\.$/.exec(
        everything
          .filter((each) => each.shown === original)
          .map(paragraph)
          .join(),
      ) ?? [];
    if (ours.includes(shown)) expect(names).toMatch(/^`.+`/);
    else expect(names).toContain(`\`${shown}\``);
  });

  test.each(named('x.', properties, ofArray))('$shown is described, with an example', ({ found }) => {
    expect(found).toHaveLength(1);
    expect(found[0].paragraphs.join(' ')).toMatch(/\..*NumPy: `x\./);
    expect(found[0].examples).not.toEqual([]);
  });

  const constants = Object.entries(np).flatMap(([key, x]) => (typeof x === 'number' ? [key] : []));
  test.each(named('np.', constants, ofModule))('$shown is described', ({ shown, found }) => {
    expect(found.map(({ paragraphs }) => paragraphs.join(' ')).join()).toContain(`NumPy: \`${shown}\``);
  });

  const examples = documented.flatMap(({ name, examples: shown }) =>
    shown.flatMap((example) => {
      const [, code, result] = /^(np\..+) \/\/ ((?:[[\d-]|true|false|float|int).*)/.exec(example) ?? [];
      return code === undefined ? [] : [{ name, code, result }];
    }),
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

/** What the words about dtypes promise for a float32, an int32 and a bool array. */
const promises: Record<string, [float: string, integer: string, bool: string]> = {
  stays: ['float32', 'int32', 'bool'],
  'stays, not for bools': ['float32', 'int32', 'throws'],
  'stays, bools become int32': ['float32', 'int32', 'int32'],
  'stays, bools are counted as int32': ['float32', 'int32', 'int32'],
  'stays, bools become the default float': ['float32', 'int32', 'float64'],
  'floats stay, integers and bools become the default float': ['float32', 'float64', 'float64'],
  bool: ['bool', 'bool', 'bool'],
  int32: ['int32', 'int32', 'int32'],
};

const halves = [2, 0];
/** What else they need than the array and an axis, by name. */
const further: Record<string, unknown[]> = {
  array_split: halves,
  atleast_1d: [],
  atleast_2d: [],
  atleast_3d: [],
  bindex: [[true, false]],
  cholesky: [],
  digitize: [[1, 2]],
  eigh: [],
  eigvalsh: [],
  hsplit: [2],
  norm: [null, 0],
  qr: [],
  split: halves,
  svd: [],
  vsplit: [2],
  broadcast_to: [[2, 2]],
  pad: [1],
  repeat: [2],
  reshape: [[4]],
  moveaxis: [0, 1],
  swapaxes: [0, 1],
  squeeze: [null],
  transpose: [null],
};

describe('the dtypes that are told', () => {
  const given = [
    [2, 0],
    [0, 3],
  ];
  const told = everything.flatMap((each) => {
    const dtype = agreed.exec(paragraph(each))?.groups?.dtype ?? '';
    const [, group, name] = /^(np|np\.linalg)\.(\w+)$/.exec(each.shown) ?? [];
    const member: unknown = group === 'np' ? Reflect.get(np, name) : group && Reflect.get(np.linalg, name);
    // A list of ascending numbers is all that `searchsorted` takes.
    return dtype in promises && typeof member === 'function' && name !== 'searchsorted'
      ? [{ ...each, dtype, call: member }]
      : [];
  });

  test.each(told)('$shown: $dtype', ({ name, dtype, call }) => {
    const found = (['float32', 'int32', 'bool'] as const).map((from) => {
      try {
        const x = np.array(given).astype(from);
        const result: unknown = call(x, ...(further[name] ?? [0]));
        const arrays = (result instanceof np.NDArray ? [result] : Object.values(result as object)).filter(
          (each) => each instanceof np.NDArray,
        );
        return [...new Set(arrays.map((array) => array.dtype))].join();
      } catch (error) {
        return error instanceof np.NpError ? 'throws' : String(error);
      }
    });
    expect(found).toEqual(promises[dtype]);
  });
});
