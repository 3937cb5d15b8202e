import { writeFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { affineLayer, biasAveraged, openExercise } from './learner';
import { until } from './until';
import { dojoWorkspace } from './workbench';
import type { Workbench } from './workbench';
import { workbenchTest } from './workbenchTest';

const written = (folder: string): void => {
  dojoWorkspace(folder);
  const file = join(folder, `${affineLayer}.ts`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, biasAveraged());
};

workbenchTest('testing view', { prepare: written }, async (workbench) => {
  await workbench.activity('Tensor Dojo').click();
  const task = await openExercise(workbench, /^Backpropagation/, /^Affine layer/);
  const row = (name: RegExp): Locator => workbench.row('Test Explorer', name);

  // From the chapter to the cases, although nothing was checked yet.
  await workbench.command('Testing: Focus on Test Explorer View');
  await row(/^Backpropagation/).click();
  for (const name of [/^Backpropagation/, /^Affine layer/, /^Affine \(/]) await unfold(workbench, row(name));
  await row(/^forward, two rows by hand · example/).waitFor();
  await row(/^any batch · hidden/).waitFor();
  await workbench.shot('1-unfolded');

  // One case alone: the view and the panel say how it went, and that it was one.
  await runAlone(row(/^forward, two rows by hand/));
  await row(/^forward, two rows by hand.*\(Passed\)/).waitFor();
  await task.locator('.verdict[data-outcome=pass]').waitFor();
  expect(await task.locator('.verdict .partial').innerText()).toContain('“forward, two rows by hand”');
  expect(await task.locator('.header .badge').first().innerText()).toContain('Not started');

  // Another, which fails: what is known of the first stays.
  await runAlone(row(/^backward, two rows by hand/));
  await row(/^backward, two rows by hand.*\(Failed\)/).waitFor();
  await row(/^forward, two rows by hand.*\(Passed\)/).waitFor();
  await row(/^any batch.*\(Not yet run\)/).waitFor();
  const failed = task.locator('.verdict[data-outcome=fail]');
  await failed.waitFor();
  expect(await failed.locator('.partial').innerText()).toContain('“backward, two rows by hand”');
  expect(await failed.locator('ul.cases li').count()).toBe(1);
  await workbench.shot('2-one-case-failed');
});

/** Unfolds the row that has the focus, and goes on to the first below it. */
async function unfold({ page }: Workbench, row: Locator): Promise<void> {
  await until('the row to have the focus', async () => {
    if ((await row.getAttribute('class'))?.split(' ').includes('focused')) return true;
    await page.keyboard.press('ArrowDown');
    return false;
  });
  await until('the row to unfold', async () => {
    if ((await row.getAttribute('aria-expanded')) === 'true') return true;
    await page.keyboard.press('ArrowRight');
    return false;
  });
}

async function runAlone(row: Locator): Promise<void> {
  await row.hover();
  await row.getByRole('button', { name: 'Run Test' }).click();
}
