import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { panelStrings } from '../../runtime/words/catalogue';
import { en } from '../../runtime/words/en';
import { fill, placeholders } from '../../runtime/words/fill';
import { zhCn } from '../../runtime/words/zhCn';
import type { TrainingState } from '../../runtime/protocol/training';
import type { TaskView } from '../../webviews/protocol';

const root = join(import.meta.dirname, '..', '..');

function sourcesUnder(folder: string): string {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/(^|\/)(en|zhCn)\.ts$/.test(file))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'))
    .join('\n');
}

/** Where the strings of a section are said. */
const speakers: Record<keyof typeof en, string> = {
  verdict: 'runtime/words',
  panel: 'webviews',
  task: 'webviews/task',
  training: 'webviews/training',
  gradient: 'webviews/gradient',
};
/** Said by the code of a state: `say(progress)`. */
const saidByCode: Partial<Record<keyof typeof en, string[]>> = {
  verdict: ['notAttempted'],
  task: ['notStarted', 'attempted', 'passed', 'needsLook', 'gradient', 'training'] satisfies (
    | TaskView['progress']
    | 'gradient'
    | 'training'
  )[],
  training: ['finished', 'cancelled', 'failed'] satisfies TrainingState[],
};

describe.each(Object.keys(en) as (keyof typeof en)[])('the catalogue of %s', (section) => {
  const english: Record<string, string> = en[section];
  const chinese: Record<string, string> = zhCn[section];

  it('has the same keys in both languages', () => {
    expect(Object.keys(chinese)).toEqual(Object.keys(english));
  });

  it.each(Object.keys(english))('%s has the same placeholders in both languages', (key) => {
    expect(placeholders(chinese[key] ?? '')).toEqual(placeholders(english[key] ?? ''));
  });

  it('is translated', () => {
    const same = Object.keys(english).filter((key) => chinese[key] === english[key]);
    expect(same).toEqual([]);
  });

  it('has no string that nobody says', () => {
    const sources = sourcesUnder(speakers[section]);
    const unused = Object.keys(english).filter(
      (key) => !sources.includes(`'${key}'`) && !saidByCode[section]?.includes(key),
    );
    expect(unused).toEqual([]);
  });
});

describe('the strings of a panel', () => {
  it('never say different things under one key', () => {
    for (const panel of ['task', 'training', 'gradient'] as const) {
      const shared = Object.keys(en.panel).filter((key) => key in en[panel]);
      expect(shared, panel).toEqual([]);
      expect(Object.keys(panelStrings(panel, 'zh-cn'))).toEqual([...Object.keys(en.panel), ...Object.keys(en[panel])]);
    }
  });
});

describe('fill', () => {
  it('puts values in', () => {
    expect(fill('{a} of {b}', { a: 1, b: 'two' })).toBe('1 of two');
  });

  it.each([
    [0, '0 entries differ'],
    [1, '1 entry differs'],
    [2, '2 entries differ'],
  ])('picks the form for %i', (count, expected) => {
    expect(fill('{count} {count:entry differs|entries differ}', { count })).toBe(expected);
  });

  it('names each placeholder once', () => {
    expect(placeholders('{b} {a:x|y} {a}')).toEqual(['a', 'b']);
  });
});
