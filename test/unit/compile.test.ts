import { describe, expect, it } from 'vitest';
import { compileText } from '../../runtime/judge/compile';
import { checkConstraints } from '../../runtime/judge/constraints';
import { Places } from '../../runtime/judge/places';
import { evaluate } from '../../runtime/node/evaluate';
import { loadModules } from '../../runtime/script/module';
import { describeThrown } from '../../runtime/script/thrown';

const compile = (text: string, mayImport?: (path: string) => boolean) =>
  compileText('05-backprop/mine', '05-backprop/mine.ts', text, mayImport);

function compiled(text: string, mayImport?: (path: string) => boolean) {
  const result = compile(text, mayImport);
  if (result.kind === 'refused') throw new Error(JSON.stringify(result.failure));
  return result;
}

function failureOf(text: string) {
  const result = compile(text);
  return result.kind === 'refused' ? result.failure : undefined;
}

function load(text: string, builtins: Record<string, object> = { np: { pi: 3 }, kit: {} }) {
  const { module } = compiled(text);
  return loadModules([module], module.path, builtins, evaluate);
}

/** With a module `./numbers` beside it. */
function loadBeside(text: string, numbers: string) {
  const path = '05-backprop/numbers';
  const main = compiled(text, (wanted) => wanted === path);
  const other = compileText(path, 'numbers.ts', numbers);
  if (other.kind === 'refused') throw new Error('refused');
  return loadModules([main.module, other.module], main.module.path, {}, evaluate);
}

/** The place that a learner is shown for what a call throws. */
function thrownAt(text: string, call: (exports: Record<string, unknown>) => void) {
  const { module } = compiled(text);
  const exports = loadModules([module], module.path, { np: { pi: 3 }, kit: {} }, evaluate);
  try {
    call(exports);
  } catch (error) {
    return new Places([module]).original(describeThrown(error, new Set([module.file]))).frames[0];
  }
  throw new Error('nothing was thrown');
}

describe('types are stripped and modules linked in place', () => {
  const text = [
    "import * as np from 'np';",
    "import type { NDArray } from 'np';",
    'interface Layer { forward(x: NDArray): NDArray }',
    'export const one: number = 1, [two] = [2];',
    'export function f<T>(x: T): T { return x; }',
    'export class A implements Layer { forward(x: any) { return x; } }',
    'function local() { return np.pi; }',
    'export { local as renamed, one as first };',
    'export default class B {}',
  ].join('\n');

  it('exports what the text exports', () => {
    const exports = load(text);
    expect(Object.keys(exports).sort()).toEqual(['A', 'default', 'f', 'first', 'one', 'renamed', 'two']);
    expect([exports['one'], exports['two'], exports['first']]).toEqual([1, 2, 1]);
    expect((exports['renamed'] as () => number)()).toBe(3);
  });

  it('keeps every line, and every column of lines without an import', () => {
    const { module } = compiled(text);
    const [before, after] = [text.split('\n'), module.code.split('\n')];
    expect(after[4]!.indexOf('return x')).toBe(before[4]!.indexOf('return x'));
    expect(after[5]!.indexOf('forward')).toBe(before[5]!.indexOf('forward'));
    expect(after.length).toBe(before.length + 2);
  });

  it('is strict, as modules are', () => {
    expect(() => load('undeclared = 1;')).toThrow(ReferenceError);
  });

  it('imports by name, by another name and by default', () => {
    const exports = loadBeside(
      "import one, { pi, e as euler } from './numbers';\nexport const all = [one, pi, euler];",
      'export const pi = 3, e = 2; export default 1;',
    );
    expect(exports['all']).toEqual([1, 3, 2]);
  });

  it('says which export there is not', () => {
    expect(() => loadBeside("import { conv } from './numbers';", '')).toThrow("'./numbers' has no export named 'conv'");
  });

  it('re-exports, and imports over several lines', () => {
    const exports = load(
      "import {\n  pi,\n} from 'np'; export const line = pi;\nexport { pi as p } from 'np';\nexport * from 'kit';\nexport * as all from 'kit';",
      {
        np: { pi: 3 },
        kit: { k: 4 },
      },
    );
    expect({ ...exports }).toEqual({ line: 3, p: 3, k: 4, all: { k: 4 } });
  });

  it('takes names that are any text, a first line for the shell, and lines that end as on an old Mac', () => {
    const exports = load("#!/usr/bin/env node\nimport { 'pi' as p } from 'np';\nexport { p as 'a b' };", {
      np: { pi: 3 },
    });
    expect({ ...exports }).toEqual({ 'a b': 3 });
    expect(
      thrownAt("import {\r  pi\r} from 'np';\rexport const f = () => { throw new Error(pi); };", (m) =>
        (m['f'] as () => void)(),
      ),
    ).toMatchObject({ line: 4, column: 32 });
  });

  it('imports a neighbour that there is', () => {
    expect(loadBeside("import { f } from './numbers';\nexport const g = f;", 'export const f = 7;')['g']).toBe(7);
  });
});

describe('places in the learner’s text', () => {
  it('are exact where types were stripped, on the first line too', () => {
    expect(
      thrownAt('export function f(x: number): number { throw new Error(String(x)); }', (m) => (m['f'] as () => void)()),
    ).toEqual({
      file: '05-backprop/mine.ts',
      line: 1,
      column: 46,
    });
    expect(
      thrownAt(
        "import * as np from 'np';\nexport class A {\n  x?: number;\n  go(): void {\n    throw new Error('x');\n  }\n}",
        (m) => new (m['A'] as new () => { go(): void })().go(),
      ),
    ).toMatchObject({ line: 5, column: 11 });
  });

  it('are mapped where the text had to be transformed', () => {
    const text =
      "enum Mode { Train, Test }\nexport class A {\n  constructor(readonly mode = Mode.Test) {}\n  go(): void {\n\n    throw new Error('x');\n  }\n}";
    expect(compiled(text).module.map).toBeDefined();
    expect(thrownAt(text, (m) => new (m['A'] as new () => { go(): void })().go())).toMatchObject({
      line: 6,
      column: 11,
    });
  });

  it('are known for what the engine itself refuses', () => {
    const { module } = compiled('const n: number = 1;\nexport const f = (x: string) => /(/.test(x);');
    try {
      loadModules([module], module.path, {}, evaluate);
    } catch (error) {
      const { name, frames } = new Places([module]).original(describeThrown(error, new Set([module.file])));
      expect([name, frames[0]]).toEqual(['SyntaxError', { file: module.file, line: 2, column: 33 }]);
      return;
    }
    throw new Error('the engine took it');
  });

  it('stay right beside Chinese text', () => {
    const text =
      "export function f(x: '梯度下降' | number) { const 名字: '学习' = '学习'; throw new Error(名字 + x); }";
    expect(thrownAt(text, (m) => (m['f'] as () => void)())?.column).toBe(text.indexOf('new Error') + 1);
  });
});

describe('what is refused', () => {
  it.each([
    ['let x = ;', { code: 'syntax' }, 1, 9],
    ['const a = 1;\nconst a = 2;', { code: 'syntax' }, 2, 7],
    ["import fs from 'node:fs';", { code: 'importRefused', specifier: 'node:fs' }, 1, 16],
    ["import x from './absent';", { code: 'importRefused', specifier: './absent' }, 1, 15],
    ["import x from '../../etc';", { code: 'importRefused', specifier: '../../etc' }, 1, 15],
    ["export * from 'fs';", { code: 'importRefused', specifier: 'fs' }, 1, 15],
    ["import np from 'np';", { code: 'noSuchExport', specifier: 'np', name: 'default' }, 1, 8],
    ["import { Digits } from 'kit';", { code: 'noSuchExport', specifier: 'kit', name: 'Digits' }, 1, 10],
    ["enum A { B }\nimport { Digits } from 'kit';", { code: 'noSuchExport', specifier: 'kit', name: 'Digits' }, 2, 10],
    ["import { dott as d } from 'np';", { code: 'noSuchExport', specifier: 'np', name: 'dott' }, 1, 10],
    ["export { dott } from 'np';", { code: 'noSuchExport', specifier: 'np', name: 'dott' }, 1, 10],
    ["import x from './mine.ts';", { code: 'importRefused', specifier: './mine.ts', by: 'itself' }, 1, 15],
    ["import np = require('np');", { code: 'importRefused', specifier: 'np', by: 'require' }, 1, 1],
    ['export = { f: 1 };', { code: 'exportRefused', written: 'export =' }, 1, 1],
    ['const f = 1;\nmodule.exports = { f };', { code: 'exportRefused', written: 'module.exports' }, 2, 1],
    ['module.exports.f = 1;', { code: 'exportRefused', written: 'module.exports' }, 1, 1],
    ['exports.f = 1;', { code: 'exportRefused', written: 'exports' }, 1, 1],
    ["const np = require('np');", { code: 'importRefused', specifier: 'np', by: 'require' }, 1, 12],
    ["\nconst x = () => import('fs');", { code: 'importRefused', specifier: 'fs', by: 'dynamic' }, 2, 17],
    ['export const u = import.meta.url;', { code: 'importRefused', specifier: 'import.meta' }, 1, 18],
    ['await 1;', { code: 'syntax' }, 1, 1],
    ['const s = "数学😀"; f(1;', { code: 'syntax' }, 1, 22],
    ['\uFEFFconst x = ;', { code: 'syntax' }, 1, 11],
    ['class A { @bound f() {} }', { code: 'syntax', message: 'This syntax is not supported here.' }, 1, 11],
    ['const a = 1; let a;', { code: 'syntax', message: "Identifier 'a' has already been declared." }, 1, 18],
    [`//${'x'.repeat(1e6)}`, { code: 'tooLong', limit: 1_000_000 }, 1, 1],
  ])('%s', (text, finding, line, column) => {
    expect(failureOf(text)).toMatchObject({ finding, place: { file: '05-backprop/mine.ts', line, column } });
  });

  it.each([
    ['parentheses', (n: number) => '('.repeat(n) + '1' + ')'.repeat(n)],
    ['arrows', (n: number) => 'x=>'.repeat(n) + '1'],
    ['types', (n: number) => `type T = ${'A<'.repeat(n)}1${'>'.repeat(n)}`],
    ['sums', (n: number) => '1+'.repeat(n) + '1'],
    ['members', (n: number) => `q${'.a'.repeat(n)}`],
  ])('is nested too deeply in %s, and the next text is read as ever', (_, nested) => {
    for (const n of [1000, 20_000]) {
      expect(failureOf(nested(n))?.finding).toMatchObject({ code: 'syntax', message: 'It is nested too deeply.' });
    }
    expect(failureOf(`${nested(50)};\nenum A { B }`)).toBeUndefined();
  });

  it('is not what a variable of the text is called', () => {
    expect(failureOf('const exports = {}, module = { exports }; exports.f = 1; module.exports = {};')).toBeUndefined();
  });

  it('is not what only types mention', () => {
    const typed = "import { type Digits, im2col } from 'kit';\nimport type { Report } from 'kit';";
    for (const first of ['', 'enum A { B }\n']) expect(failureOf(`${first}${typed}`)).toBeUndefined();
    expect(failureOf("import type { X } from 'somewhere';\nexport const x = async () => await 1;")).toBeUndefined();
  });
});

describe('what is read off a text', () => {
  const { source } = compiled(
    '/** doc */\nexport function f(x: number, { a }: { a: 1 }, y = 2) { return x; }\nexport class A { constructor(W: number, b: number) {} forward = (x: number, t: number) => x; backward(dout: number) {} }\nexport const g = (k: number) => k;',
  );

  it('where entries are named', () => {
    expect(source.placeOf('f')).toMatchObject({ line: 2, column: 17 });
    expect(source.placeOf('A')).toMatchObject({ line: 3, column: 14 });
    expect(source.placeOf('g')).toMatchObject({ line: 4, column: 14 });
  });

  it('where what is exported under another name is declared', () => {
    const { source: renamed } = compiled('function f(k: number) { return k; }\nexport { f as sigmoid };');
    expect(renamed.placeOf('sigmoid')).toMatchObject({ line: 1, column: 10 });
    expect(renamed.parametersOf('sigmoid')).toEqual(['k']);
  });

  it('the names of parameters', () => {
    expect(source.parametersOf('f')).toEqual(['x', 'a', 'y']);
    expect(source.parametersOf('g')).toEqual(['k']);
    expect(source.parametersOf('A')).toEqual(['W', 'b']);
    expect(source.parametersOfMethod('forward', 'A')).toEqual(['x', 't']);
    expect(source.parametersOfMethod('backward')).toEqual(['dout']);
  });

  it('tokens, without comments, layout, types and what a formatter changes', () => {
    const tokens = (text: string) => compiled(text).source.tokensOf('f');
    const one = tokens("export function f(x: number, y = 2) { return [x, 'a']; }");
    expect(tokens('export function f(\n  x,\n  y=2,\n){ /* hi */\nreturn [x, "a"] }')).toEqual(one);
    expect(tokens("export function f(x, y = 2) { return [x, 'b']; }")).not.toEqual(one);
    expect(source.tokensOf('absent')).toBeUndefined();
  });
});

describe('constraints', () => {
  const broken = (text: string, constraints: { maxLoops?: number; forbid?: string[] }) =>
    checkConstraints(compiled(`import * as np from 'np';\n${text}`).source, constraints)?.finding;

  it.each([
    ['for (;;) {}', '1'],
    ['for (const a of [1]) for (const b in {}) {}', '2'],
    ['while (1) {} do {} while (1);', '2'],
    ['[1].map((x) => x);', '1'],
    ['[...np.ones([2]).toArray()].map((x) => x);', '1'],
    ['np.ones([2]).shape.keys().map((x) => x);', '1'],
    ['const f = (x) => x; [1].forEach(f);', '1'],
    ['Array.from({ length: 3 }, (_, i) => i);', '1'],
    ['function f(n) { return n && n + f(n - 1); }', '1'],
    ['const f = (n) => (n ? f(n - 1) : 0); const g = () => f(3);', '1'],
    ['const f = function (n) { return [n].concat(go.call(null, n)); }; const go = (n) => f(n - 1);', '1'],
    ['export function even(n) { return n === 0 || odd(n - 1); } function odd(n) { return n && even(n - 1); }', '1'],
    ['class A { down(n) { return n && this.down(n - 1); } }', '1'],
    ['class A { static down(n) { return n && A.down(n - 1); } }', '1'],
    ['const o = { down(n) { return n && this.down(n - 1); } };', '1'],
    ['function f(n) { const inner = (k) => k && inner(k - 1); return inner(n); }', '1'],
    ['const f = function again(n) { return n && again(n - 1); };', '1'],
    ['for (;;) {} function f(n) { f(n); }', '2'],
  ])('counts the loops of %s', (text, found) => {
    expect(broken(text, { maxLoops: 0 })).toEqual({ code: 'constraint', rule: 'maxLoops', limit: '0', found });
  });

  it.each([
    'np.sum(np.ones([2]));',
    'const f = (x) => x; f(1);',
    'np.array([1]).reshape([1]);',
    'Array.from([1]);',
    'np.ones([2]).shape.map((n) => n + 1);',
    'const a = np.ones([2]); [a.shape, a.shape].map(String);',
    "['W', 'b'].forEach((name) => name);",
    'function f(x) { return g(x); } function g(x) { return x; } f(g(1));',
    'function distances(a) { const distances = np.sum(a); return distances; }',
    'function sum(x, g) { return np.sum(x); } function g(x, sum) { return sum(x); }',
    'class Net { forward(x) { return this.layer.forward(x); } }',
    'class Net { f(x) { return this.g(x); } g(x) { return x; } }',
    'const f = (x) => ({ f: x }).f;',
  ])('finds no loop in %s', (text) => {
    expect(broken(text, { maxLoops: 0 })).toBeUndefined();
  });

  it.each([
    ['np.dot(1, 2);', 'np.dot'],
    ["np['dot'](1, 2);", "np['dot']"],
    ['const f = np.dot;', 'np.dot'],
    ['const { dot } = np; dot(1, 2);', 'dot'],
    ['const { dot: d } = np; d(1, 2);', 'd'],
    ["import { dot as d2 } from 'np'; d2(1);", 'd2'],
    ['np.ones([2]).dot(1);', 'np.ones([2]).dot'],
  ])('finds np.dot in %s', (text, found) => {
    const finding = broken(text, { forbid: ['np.dot'] });
    expect(finding).toMatchObject({ code: 'constraint', rule: 'forbid', limit: 'np.dot' });
    expect((finding as { found: string }).found).toContain(found);
  });

  it('finds what is forbidden in one entry there only', () => {
    const text = 'export function dot(a) { return np.matmul(a, a); }\nexport const matMul = (A) => np.matmul(A, A);';
    expect(broken(text, { forbid: ['np.matmul in dot'] })).toMatchObject({
      limit: 'np.matmul in dot',
      found: 'np.matmul(a, a)',
    });
    expect(broken(text.replace('np.matmul', 'np.sum'), { forbid: ['np.matmul in dot'] })).toBeUndefined();
    expect(broken(text, { forbid: ['np.matmul in absent'] })).toBeUndefined();
  });

  it.each(['Math.max(1, 2);', 'const max = 3; x(max);', 'const o = { dot: 1 }; o.dotted();'])(
    'does not find np.max or np.dot in %s',
    (text) => {
      expect(broken(text, { forbid: ['np.max', 'np.dot'] })).toBeUndefined();
    },
  );
});
