import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { affineLayer, biasAveraged, openExercise, solutionOf, textOf, withSolved } from './learner';
import { until } from './until';
import type { Workbench } from './workbench';
import { workbenchTest } from './workbenchTest';

const sigmoid = '03-forward/sigmoid';
const softmax = '03-forward/softmax';

workbenchTest(
  'two windows',
  {},
  async (workbench) => {
    const { page } = workbench;
    const runAndCheck = page.locator('.editor-actions').getByRole('button', { name: /^Run & Check/ });
    await workbench.activity('Tensor Dojo').click();
    const task = await openExercise(workbench, /^Backpropagation/, /^Affine layer/);

    // A second window on the same machine; the first one stays where the learner works.
    const second = await page.context().newPage();
    await second.goto(page.url());
    await second.locator('.activitybar').getByRole('tab', { name: 'Tensor Dojo' }).click();
    await rowOf(second, /^Affine layer, not started/).waitFor();
    await page.bringToFront();

    await workbench.write(biasAveraged());
    await runAndCheck.click();
    await rowOf(second, /^Affine layer, attempted/).waitFor();
    await workbench.write(`${solutionOf(affineLayer)}// My own words.\n`);
    await runAndCheck.click();
    await task.locator('.verdict[data-outcome=pass]').waitFor();
    await rowOf(second, /^Affine layer, passed/).waitFor();
    await rowOf(second, /^Up next: Softmax with loss/).waitFor();

    // Compare with Solution: against their own text, and remembered in either window.
    await task.getByRole('button', { name: 'Compare with Solution' }).click();
    await page.getByRole('tab', { name: /Solution ↔ Yours/ }).waitFor();
    await page.locator('.monaco-diff-editor .view-line', { hasText: '// My own words.' }).waitFor();
    await rowOf(second, /^Affine layer, passed, solution seen/).waitFor();
    await workbench.shot('1-compared');
    await second.close();

    // A file that became unreadable is kept aside and said; what was passed is not lost.
    const file = progressFile(workbench);
    writeFileSync(file, '{"formatVersion":1,');
    const toast = page.locator('.notification-toast', { hasText: 'Your progress could not be read.' });
    await toast.waitFor();
    const aside = readdirSync(dirname(file)).filter((name) => name.startsWith(`${basename(file)}.unreadable`));
    expect(aside.map((name) => readFileSync(join(dirname(file), name), 'utf8'))).toEqual(['{"formatVersion":1,']);
    expect(await toast.innerText()).toContain(aside[0]);
    await workbench.row(/Lessons/, /^Affine layer, passed/).waitFor();
    await workbench.shot('2-kept-aside');

    // One of a newer version is left alone, and said once. (It takes no lock here: both windows must have written what they had to.)
    await settled(file);
    const newer = '{"formatVersion":9,"generation":0}';
    writeFileSync(file, newer);
    await page.locator('.notification-toast', { hasText: 'Please update Tensor Dojo' }).waitFor();
    await workbench.row(/Lessons/, /^Affine layer, passed/).waitFor();
    await workbench.reload();
    await page.locator('.notification-toast', { hasText: 'Please update Tensor Dojo' }).waitFor();
    await workbench.row(/Lessons/, /^Affine layer, passed/).waitFor();
    expect(readFileSync(file, 'utf8')).toBe(newer);
  },
  180_000,
);

workbenchTest(
  'reset',
  { prepare: withSolved(sigmoid, softmax) },
  async (workbench) => {
    const { page } = workbench;
    const toast = (text: string) => page.locator('.notification-toast', { hasText: text });
    const runAndCheck = page.locator('.editor-actions').getByRole('button', { name: /^Run & Check/ });
    const starter = await starterOf(workbench);
    await runAndCheck.click();
    await workbench.row(/Lessons/, /^Affine layer, not started/).waitFor();

    // Nothing to reset: it says so.
    await workbench.command('Reset Exercise');
    await toast('Affine layer is at its starter: nothing to reset.').waitFor();
    await workbench.shot('1-nothing-to-reset');

    // A text of theirs: back at the starter, and Show Backups leads to the copy.
    await workbench.write(biasAveraged());
    await workbench.command('Reset Exercise');
    await toast('Affine layer is back at its starter.').getByRole('button', { name: 'Show Backups' }).click();
    await choose(workbench, /\.ts$/);
    await page.getByRole('tab', { name: /^\d{4}-.*\.ts/ }).waitFor();
    await page.keyboard.press('Control+W');
    expect(textOf(workbench, affineLayer)).toBe(starter);

    // All of them at once, with the progress; one Undo brings every text back.
    await openExercise(workbench, /^Forward/, /^Sigmoid(,|$)/);
    await page.getByRole('tab', { name: 'sigmoid.ts' }).waitFor();
    await runAndCheck.click();
    await workbench.row(/Lessons/, /^Sigmoid, passed/).waitFor();
    await workbench.command('Reset All');
    await page.getByRole('dialog').getByRole('button', { name: 'Reset Files and Progress' }).click();
    await toast('Files back at their starters: 2.').waitFor();
    await workbench.row(/Lessons/, /^Sigmoid, not started/).waitFor();
    expect(textOf(workbench, sigmoid)).not.toBe(solutionOf(sigmoid));
    expect(textOf(workbench, softmax)).not.toBe(solutionOf(softmax));
    await workbench.shot('2-all-reset');
    await toast('Files back at their starters').getByRole('button', { name: 'Show Backups' }).click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: '03-forward' }).waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('tab', { name: 'sigmoid.ts' }).click();
    await workbench.focusEditor();
    await page.keyboard.press('Control+Z');
    await workbench.command('File: Save All');
    await until('the texts', async () => [sigmoid, softmax].every((id) => textOf(workbench, id) === solutionOf(id)));
    await workbench.shot('3-undone');
  },
  180_000,
);

function rowOf(page: Page, name: RegExp) {
  return page.getByRole('tree', { name: /Lessons/ }).getByRole('treeitem', { name });
}

/** Until a file has stayed as it is for longer than a window takes to look at it and to write it. */
async function settled(file: string): Promise<void> {
  let before = '',
    since = Date.now();
  await until('the file to stay as it is', async () => {
    const now = existsSync(file) ? `${statSync(file).mtimeMs}` : '';
    if (now !== before) since = Date.now();
    before = now;
    return now !== '' && Date.now() - since > 2_000;
  });
}

/** What stands in the file of an exercise that was opened for the first time. */
async function starterOf(workbench: Workbench): Promise<string> {
  await workbench.activity('Tensor Dojo').click();
  await openExercise(workbench, /^Backpropagation/, /^Affine layer/);
  await workbench.page.getByRole('tab', { name: 'affine-layer.ts' }).waitFor();
  return textOf(workbench, affineLayer);
}

/** Picks a row of the quick input. */
async function choose({ page }: Workbench, name: RegExp): Promise<void> {
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
}

/** Where the extension keeps progress for all windows of this server. */
function progressFile({ folder }: Workbench): string {
  const server = join(dirname(folder), 'server');
  const found = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('progress.json'),
  );
  expect(found).toHaveLength(1);
  return join(server, found[0] ?? '');
}
