import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '..', '..');
const oxlint = path.join(path.dirname(createRequire(import.meta.url).resolve('oxlint/package.json')), 'bin', 'oxlint');

/** Per folder, what a file in it may import and what it may not: the table of the architecture, by examples. */
const rules: Record<string, { may: string[]; never: string[] }> = {
  'runtime/protocol': { may: ['./value'], never: ['../np/np', '../words/render', 'node:fs', 'vscode'] },
  'runtime/np': {
    may: ['./view', '../protocol/value', '../engines/engine'],
    never: ['../judge/judge', '../learner/learner', '../kit/kit', '../../extension/dojo', 'vscode', 'node:fs', 'fs'],
  },
  'runtime/engines/javascript': {
    may: ['./loops', '../engine', '../../protocol/value'],
    never: ['../../np/np', '../../judge/judge', '../../learner/learner', 'node:os'],
  },
  'runtime/script': { may: ['../np/wire', '../protocol/script'], never: ['../judge/judge', '../kit/kit', 'node:vm'] },
  'runtime/kit': {
    may: ['../np/np', '../protocol/value'],
    never: ['../judge/judge', '../learner/learner', '../engines/engine', 'node:fs'],
  },
  'runtime/judge': {
    may: ['../np/np', '../kit/checks', '../protocol/verdict', '../script/interpreter'],
    never: ['vscode', '../../webviews/html', '../learner/learner', '../engines/engine', '../words/render', 'node:fs'],
  },
  'runtime/learner': {
    may: ['../np/np', '../engines/engine', '../kit/kit', '../protocol/learner'],
    never: ['../judge/judge', '../course/course', 'node:fs', '../words/render'],
  },
  'runtime/course': {
    may: ['../protocol/exercise'],
    never: ['../judge/judge', '../np/np', '../words/render', '../datasets/idx', 'node:fs'],
  },
  'runtime/words': { may: ['../protocol/verdict'], never: ['../course/course', '../np/np', '../judge/judge'] },
  'runtime/node': {
    may: ['node:fs', '../judge/judge', '../course/course'],
    never: ['vscode', '../../extension/dojo', '../../webviews/html', '../cli/main'],
  },
  'runtime/cli': { may: ['node:fs/promises', '../node/localJudge', '../words/render'], never: ['vscode'] },
  'lessons/05-backprop/affine-layer': {
    may: ['np', 'kit', 'kit/checks', './relu-layer'],
    never: ['../../../runtime/np/np', 'node:fs', 'fs', 'vscode', 'lodash'],
  },
  'webviews/task': {
    may: ['./statement', '../protocol', '../../runtime/protocol/verdict', '../../runtime/words/format'],
    never: ['vscode', 'node:fs', '../training/main', '../../runtime/np/np', '../../runtime/script/frame'],
  },
  extension: {
    may: ['vscode', 'node:fs/promises', '../runtime/node/judgeClient', '../runtime/course/course', '../webviews/html'],
    never: [
      '../runtime/engines/engine',
      '../runtime/learner/learner',
      '../runtime/judge/judge',
      '../webviews/task/main',
    ],
  },
};

const cases = Object.entries(rules).flatMap(([folder, { may, never }]) => [
  ...may.map((specifier) => ({ folder, specifier, refused: false })),
  ...never.map((specifier) => ({ folder, specifier, refused: true })),
]);
const fileOf = (index: number) => `${cases[index].folder}/import${index}.ts`;
let house: string;
let complaints: string;

beforeAll(() => {
  house = mkdtempSync(path.join(tmpdir(), 'tensor-dojo-lint-'));
  copyFileSync(path.join(root, '.oxlintrc.json'), path.join(house, '.oxlintrc.json'));
  cases.forEach(({ folder, specifier }, index) => {
    mkdirSync(path.join(house, folder), { recursive: true });
    writeFileSync(path.join(house, fileOf(index)), `import { x } from '${specifier}';\nexport const y = x;\n`);
  });
  complaints = spawnSync(process.execPath, [oxlint, '--format=unix'], { cwd: house, encoding: 'utf8' }).stdout;
});

afterAll(() => rmSync(house, { recursive: true, force: true }));

it.each(cases.map((each, index) => ({ ...each, index })))(
  'lint: $folder imports $specifier, refused: $refused',
  ({ index, refused }) => {
    expect(new RegExp(`${fileOf(index)}:.*(no-restricted-imports|prefer-node-protocol)`).test(complaints)).toBe(
      refused,
    );
  },
);

it('lint: the judge and np compare nothing by the time of day', () => {
  const file = path.join('runtime', 'judge', 'late.ts');
  writeFileSync(path.join(house, file), 'export const late = (): boolean => Date.now() > performance.now();\n');
  const { stdout } = spawnSync(process.execPath, [oxlint, '--format=unix', file], { cwd: house, encoding: 'utf8' });
  expect(stdout).toContain("'Date.now' is restricted");
  expect(stdout).toContain("'performance.now' is restricted");
});
