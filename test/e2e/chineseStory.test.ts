import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { expect } from 'vitest';
import { en } from '../../runtime/words/en';
import { zhCn } from '../../runtime/words/zhCn';
import { biasAveraged, openExercise, solutionOf, untilTraining } from './learner';
import type { Workbench } from './workbench';
import { workbenchTest } from './workbenchTest';

const root = join(import.meta.dirname, '..', '..');
workbenchTest('chinese', { theme: 'light', language: 'zh-cn' }, async (workbench) => {
  const { page } = workbench;
  const runAndCheck = page.locator('.editor-actions').getByRole('button', { name: /^运行并检查/ });
  await workbench.activity('Tensor Dojo').click();
  await workbench.row('课程', /^接下来：/).waitFor();
  const task = await openExercise(workbench, /^反向传播/, /^仿射层/);
  await workbench.shot('1-task');
  await workbench.write(biasAveraged());
  await runAndCheck.click();
  await task.locator('.verdict[data-outcome=fail]').waitFor();
  await task.getByRole('button', { name: /^提示/ }).click();
  await task.locator('.hint').waitFor();
  expect(await task.locator('.mistake').first().innerText()).toMatch(/\p{Script=Han}{4}/u);
  await workbench.row('课程', /^仿射层, 已尝试/).waitFor();
  await page.locator('.codelens-decoration', { hasText: '运行并检查' }).first().waitFor();
  await workbench.shot('2-failed');
  expect(englishIn(await wordsOf(task))).toEqual([]);
  expect(englishIn(await wordsAround(workbench))).toEqual([]);

  await task.getByRole('button', { name: '查看梯度' }).click();
  const gradients = await workbench.panel('.overview');
  await workbench.shot('3-gradients');
  expect(englishIn(await wordsOf(gradients))).toEqual([]);

  await openExercise(workbench, /^感知机/, /^会学习的感知机/);
  await page.getByRole('tab', { name: 'learning-rule.ts' }).waitFor();
  await workbench.write(solutionOf('02-perceptron/learning-rule'));
  await runAndCheck.click();
  const training = await workbench.panel('body.training #panel');
  await untilTraining(training, 'finished');
  await workbench.shot('4-trained');
  expect(englishIn(await wordsOf(training))).toEqual([]);
  await training.getByRole('button', { name: '显示为表格' }).click();
  expect(englishIn(await wordsOf(training))).toEqual([]);

  // Lessons, verdicts and panels follow their own setting at once.
  setLanguage(workbench, 'en');
  await (
    await workbench.panel('html[lang=en] body.training')
  )
    .getByText('Training finished; the check passed')
    .waitFor();
  await workbench.row('课程', /^Affine layer, /).waitFor();
  await workbench.shot('5-lessons-in-english');
  setLanguage(workbench, 'zh-cn');
  await workbench.row('课程', /^仿射层, /).waitFor();
});

/** Phrases of our own in English, but for names that their Chinese counterpart has as well. */
function englishPhrases(): string[] {
  const json = (path: string): Record<string, string> => JSON.parse(readFileSync(join(root, path), 'utf8'));
  const [ours, theirs] = [json('package.nls.json'), json('package.nls.zh-cn.json')];
  const [words, chinese]: Record<string, Record<string, string>>[] = [en, zhCn];
  const pairs = [
    ...Object.entries(json('l10n/bundle.l10n.zh-cn.json')),
    ...Object.entries(ours).map(([key, text]) => [text, theirs[key]]),
    ...Object.entries(words ?? {}).flatMap(([section, texts]) =>
      Object.entries(texts).map(([key, text]) => [text, chinese?.[section]?.[key]]),
    ),
  ];
  return pairs.flatMap(([text = '', counterpart = '']) =>
    text
      .split(/`[^`]*`|\{[^}]*\}|\$\([^)]*\)|\n/)
      .map((phrase) => phrase.replace(/^[^A-Za-z]+|[^A-Za-z.]+$/g, ''))
      .filter((phrase) => phrase.length >= 4 && !counterpart.includes(phrase)),
  );
}

function englishIn(text: string): string[] {
  return englishPhrases().filter((phrase) =>
    new RegExp(`(?<![\\w.])${phrase.replaceAll(/[.*+?^$(){}|[\]\\]/g, '\\$&')}(?!\\w)`).test(text),
  );
}

/** What a panel says to eyes and ears, but for code and formulas. */
function wordsOf(panel: FrameLocator): Promise<string> {
  return panel.locator('body').evaluate((body) => {
    const copy = body.cloneNode(true) as HTMLElement;
    for (const code of copy.querySelectorAll('code, pre, script, .katex')) code.remove();
    const labels = [...copy.querySelectorAll('[aria-label], [title]')].flatMap((element) =>
      ['aria-label', 'title'].map((name) => element.getAttribute(name) ?? ''),
    );
    const texts: string[] = [];
    const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? '');
    return [...texts, ...labels].join('\n');
  });
}

/** What of ours stands around the panels: the tree with its buttons, the editor's and the status bar. */
async function wordsAround({ page }: Workbench): Promise<string> {
  const places =
    '.sidebar, .sidebar [aria-label], .codelens-decoration, .editor-actions [aria-label], .tabs-container .tab';
  const ours = `${places}, [id^="tensor-dojo.tensor-dojo"], [id^="tensor-dojo.tensor-dojo"] [aria-label]`;
  const words = await page
    .locator(ours)
    .evaluateAll((all) =>
      all.map((one) => `${(one as HTMLElement).innerText}\n${one.getAttribute('aria-label') ?? ''}`),
    );
  return words.join('\n');
}

/** As the settings page writes it. */
function setLanguage({ folder }: Workbench, language: string): void {
  const file = join(folder, '.vscode', 'settings.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ 'tensorDojo.language': language }));
}
