import { expect } from 'vitest';
import { affineLayer, openExercise, solutionOf, textOf } from './learner';
import { until } from './until';
import { workbenchTest } from './workbenchTest';

workbenchTest('trust', { trust: true }, async (workbench) => {
  const { page } = workbench;
  const toast = page.locator('.notification-toast', { hasText: 'Restricted Mode' });
  const runAndCheck = page.locator('.editor-actions').getByRole('button', { name: /^Run & Check/ });

  // Restricted: lessons can be read and code written, but nothing runs.
  await page.getByRole('button', { name: /^No, I don't trust/ }).click();
  await workbench.activity('Tensor Dojo').click();
  const task = await openExercise(workbench, /^Backpropagation/, /^Affine layer/);
  expect(await task.locator('.statement .katex').count()).toBeGreaterThan(5);
  await task.locator('.notice', { hasText: 'Restricted Mode' }).waitFor();
  expect(await task.locator('[data-key=run]').getAttribute('aria-disabled')).toBe('true');
  await workbench.write(solutionOf(affineLayer));
  await workbench.shot('1-restricted');

  // Refused: they look at the offer, and leave.
  await runAndCheck.click();
  await toast.waitFor();
  await workbench.shot('2-offered');
  await toast.hover();
  await toast.getByRole('button', { name: /^Clear Notification/ }).click();
  await toast.waitFor({ state: 'hidden' });
  expect(await task.locator('.verdict, .running-line').count()).toBe(0);
  await workbench.row(/Lessons/, /^Affine layer, not started/).waitFor();

  // Granted: they are back where they were, and the check that was asked for goes on, in the same window.
  await page.evaluate(() => document.body.setAttribute('data-page', 'the same'));
  await runAndCheck.click();
  await toast.getByRole('button', { name: 'Manage Trust' }).click();
  const trust = page.locator('.workspace-trust-editor');
  await trust.getByRole('button', { name: 'Trust', exact: true }).click();
  await trust.waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: 'affine-layer.ts', selected: true }).waitFor();
  await workbench.row(/Lessons/, /^Affine layer, passed/).waitFor();
  expect(await page.locator('body').getAttribute('data-page')).toBe('the same');
  expect(textOf(workbench, affineLayer)).toBe(solutionOf(affineLayer));
  const passed = await workbench.panel('.verdict[data-outcome=pass]');
  await until('no word of Restricted Mode', async () => (await passed.locator('.notice').count()) === 0);
  await workbench.shot('3-passed');
});
