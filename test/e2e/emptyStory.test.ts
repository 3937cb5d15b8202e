import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { workbenchTest } from './workbenchTest';

workbenchTest('empty', { prepare: () => {} }, async (workbench) => {
  const { page, home } = workbench;
  const picker = page.locator('.quick-input-widget');

  // No dojo workspace: one button, and no trace of us elsewhere.
  await workbench.activity('Tensor Dojo').click();
  const welcome = page.locator('.sidebar .welcome-view');
  const create = welcome.getByRole('button', { name: 'Create Workspace' });
  await create.waitFor();
  expect(await welcome.getByRole('button').count()).toBe(1);
  expect(await workbench.statusItem('tensorDojo.status').count()).toBe(0);
  await workbench.shot('1-empty');
  await create.click();
  await picker
    .getByText('Where should your exercises live?')
    .or(picker.getByPlaceholder(/Where should/))
    .waitFor();
  await workbench.shot('2-where');
  await page.keyboard.press('Escape');
  expect(existsSync(join(home, 'tensor-dojo'))).toBe(false);

  // They open an exercise all the same: the workspace is made first, and the window reloads into it.
  await workbench.command('Tensor Dojo: Open Exercise…');
  await picker.locator('input.input').fill('Affine');
  await picker.locator('.monaco-list-row', { hasText: 'Affine layer' }).waitFor();
  await page.keyboard.press('Enter');
  await picker.locator('.monaco-list-row', { hasText: join(home, 'tensor-dojo') }).click();
  await page.waitForURL(/folder=.*tensor-dojo/);
  await workbench.ready();
  const task = await workbench.panel('.statement');
  await task.getByRole('heading', { level: 1, name: 'Affine layer' }).waitFor();
  await page.getByRole('tab', { name: 'affine-layer.ts' }).waitFor();
  await workbench.row(/Lessons/, /^Affine layer, not started/).waitFor();
  expect(existsSync(join(home, 'tensor-dojo', '05-backprop', 'affine-layer.ts'))).toBe(true);
  await workbench.shot('3-opened');

  // Only once: the next reload opens nothing by itself.
  await page.getByRole('tab', { name: 'affine-layer.ts' }).click();
  await page.keyboard.press('Alt+w');
  await workbench.statusItem('tensorDojo.status').waitFor();
});
