import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeholders } from '../../runtime/words/fill';

const root = join(import.meta.dirname, '..', '..');
const json = (path: string): Record<string, string> => JSON.parse(readFileSync(join(root, path), 'utf8'));

const sources = readdirSync(join(root, 'extension'))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(root, 'extension', name), 'utf8'))
  .join('\n');
/** Every text of the chrome is a literal: `vscode.l10n.t('…', …)`. */
const calls = [...sources.matchAll(/l10n\.t\(\s*(['"])((?:(?!\1)[^\\]|\\.)*)\1/g)].map((match) =>
  (match[2] ?? '').replace(/\\(.)/g, '$1'),
);

describe('the words of the editor chrome', () => {
  it('are all written as literals', () => {
    expect(calls).toHaveLength(sources.split('l10n.t(').length - 1);
  });

  it('are all in Chinese too, and no other is', () => {
    expect(Object.keys(json('l10n/bundle.l10n.zh-cn.json')).sort()).toEqual([...new Set(calls)].sort());
  });

  it('have the same placeholders in both languages', () => {
    for (const [english, chinese] of Object.entries(json('l10n/bundle.l10n.zh-cn.json')))
      expect(placeholders(chinese), english).toEqual(placeholders(english));
  });
});

describe('the words of the manifest', () => {
  const manifest = readFileSync(join(root, 'package.json'), 'utf8');
  const used = [...manifest.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? '');

  it.each(['package.nls.json', 'package.nls.zh-cn.json'])('are all in %s, and no other is', (file) => {
    expect(Object.keys(json(file)).sort()).toEqual([...new Set(used)].sort());
  });
});
