import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { affineLayer, biasAveraged, solutionOf, textOf } from './learner';
import { until } from './until';
import type { Workbench } from './workbench';
import { workbenchTest } from './workbenchTest';

workbenchTest('keyboard', { theme: 'contrast' }, async (workbench) => {
  const { page } = workbench;
  const press = (keys: string) => page.keyboard.press(keys);
  await page.evaluate(() => {
    document.addEventListener('pointerdown', () => document.body.setAttribute('data-mouse', 'used'), true);
  });

  // The tree: to the chapter, into it, to the exercise.
  await workbench.statusItem('tensorDojo.status').waitFor();
  await workbench.command('Tensor Dojo: Focus on Lessons View');
  await workbench.row(/Lessons/, /^Backpropagation/).waitFor();
  await walk(workbench, 'ArrowDown', workbench.row(/Lessons/, /^Backpropagation/));
  await press('ArrowRight');
  await workbench.row(/Lessons/, /^Affine layer/).waitFor();
  await walk(workbench, 'ArrowDown', workbench.row(/Lessons/, /^Affine layer/));
  await press('Enter');
  const task = await workbench.panel('.statement');
  await page.getByRole('tab', { name: 'affine-layer.ts' }).waitFor();

  // The editor has the focus: write, then check with the key.
  await page.locator('.monaco-editor.focused').waitFor();
  await workbench.overwrite(biasAveraged());
  await press('Control+Alt+Enter');
  await task.locator('.verdict[data-outcome=fail]').waitFor();
  expect(textOf(workbench, affineLayer)).toBe(biasAveraged());

  // Each time that the text changes, the verdict says that it is about an older one.
  const older = task.locator('.verdict .notice', { hasText: 'older text' });
  for (const note of ['// once\n', '// twice\n']) {
    await workbench.overwrite(biasAveraged() + note);
    await older.waitFor();
    await press('Control+Alt+Enter');
    await older.waitFor({ state: 'detached' });
  }

  // The task panel: a hint, and on to the gradients.
  await press('Control+2');
  await tabTo(task.locator('[data-key=hint]'), press);
  await press('Enter');
  await task.locator('.hint').waitFor();
  await tabTo(task.locator('[data-key=gradient]'), press);
  await workbench.shot('1-failed');
  await press('Enter');
  const gradients = await workbench.panel('.overview');
  await tabTo(gradients.locator('.overview button[data-tensor=db]'), press);
  await press('Enter');
  await tabTo(gradients.locator('section[aria-label=db] .cell').first(), press);
  await press('End');
  const readout = gradients.locator('section[aria-label=db] .readout');
  await readout.filter({ hasText: 'over the pass line' }).waitFor();
  await workbench.shot('2-gradients');

  // Back to the editor; mended, checked from within the panel.
  await press('Control+1');
  await page.locator('.monaco-editor.focused').waitFor();
  await workbench.overwrite(solutionOf(affineLayer));
  await press('Control+2');
  await tabTo(gradients.locator('[data-key=task]'), press);
  await press('Control+Alt+Enter');
  await gradients.locator('.overview button[data-tensor=db][data-pass=true]').waitFor();
  await press('Enter');
  const passed = await workbench.panel('.verdict[data-outcome=pass]');
  await workbench.row(/Lessons/, /^Affine layer, passed/).waitFor();
  await press('Control+2');
  await tabTo(passed.locator('[data-key=next]'), press);
  await workbench.shot('3-passed');
  await press('Enter');
  await passed.getByRole('heading', { level: 1, name: 'Softmax with loss' }).waitFor();
  await page.getByRole('tab', { name: 'softmax-with-loss.ts' }).waitFor();
  expect(await page.locator('body').getAttribute('data-mouse')).toBeNull();
});

/** Moves among rows until this one has the focus. */
async function walk({ page }: Workbench, key: string, row: Locator): Promise<void> {
  await until('the row to have the focus', async () => {
    if ((await row.getAttribute('class'))?.split(' ').includes('focused')) return true;
    await page.keyboard.press(key);
    return false;
  });
}

/** Presses Tab until this element of a panel has the focus. */
async function tabTo(element: Locator, press: (keys: string) => Promise<void>): Promise<void> {
  await element.waitFor();
  await until('the element to have the focus', async () => {
    if (await element.evaluate((one) => one === document.activeElement && document.hasFocus())) return true;
    await press('Tab');
    return false;
  });
}
