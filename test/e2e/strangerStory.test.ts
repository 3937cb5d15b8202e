import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { expect } from 'vitest';
import {
  affineLayer,
  biasAveraged,
  mistaken,
  openExercise,
  seriesIn,
  slowly,
  solutionOf,
  textOf,
  trainDigits,
  trainingRun,
  untilTraining,
  withSolved,
} from './learner';
import { until } from './until';
import type { Workbench } from './workbench';
import { workbenchTest } from './workbenchTest';

const root = join(import.meta.dirname, '..', '..');
const firstRowForgotten = mistaken(affineLayer, /this\.dW = np\.matmul.*/, "$&\n    this.dW.set('0', 0);");

workbenchTest(
  'stranger',
  {
    prepare: withSolved('05-backprop/relu-layer', '05-backprop/softmax-with-loss'),
    settings: { 'editor.minimap.enabled': false },
  },
  async (workbench) => {
    const { page, folder } = workbench;
    const title = (name: string | RegExp) => page.locator('.editor-actions').getByRole('button', { name });

    // They open Affine layer in the tree, and read the task beside the editor.
    await workbench.activity('Tensor Dojo').click();
    await workbench.row(/Lessons/, /^Up next: Broadcasting/).waitFor();
    let task = await openExercise(workbench, /^Backpropagation/, /^Affine layer/);
    const groups = page.locator('.editor-group-container');
    await groups.nth(0).getByRole('tab', { name: 'affine-layer.ts' }).waitFor();
    await groups.nth(1).getByRole('tab', { name: 'Task: Affine layer' }).waitFor();
    expect(await task.locator('.statement .katex').count()).toBeGreaterThan(5);
    await workbench.shot('1-task');

    // They write it wrongly, press Run & Check, and read which case failed and why.
    await workbench.write(biasAveraged());
    await title(/^Run & Check/).click();
    await task.locator('.verdict[data-outcome=fail]').waitFor();
    expect(textOf(workbench, affineLayer)).toBe(biasAveraged());
    const failure = task.locator('.verdict > .failure');
    expect(await failure.locator('h3').innerText()).toBe('backward, two rows by hand');
    expect(await failure.locator('.mistake').innerText()).toContain(
      'Your db is the mean over the batch; it should be the sum.',
    );
    expect(await failure.locator('.call').innerText()).toContain('affine.backward(dout)');
    const [W, b, x, dout] = ['W', 'b', 'x', 'dout'];
    expect(await failure.locator('.inputs figcaption code').allInnerTexts()).toEqual([W, b, x, dout]);
    expect(await numbers(failure.locator('.inputs figure').nth(3))).toEqual([1, 2, 0, 1]);
    const [yours, expected] = [failure.locator('.compared figure').nth(0), failure.locator('.compared figure').nth(1)];
    expect(await yours.locator('figcaption').innerText()).toContain('Yours db');
    expect(await numbers(yours)).toEqual([0.5, 1.5]);
    expect(await yours.locator('.differs').count()).toBe(2);
    expect(await numbers(expected)).toEqual([1, 3]);
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await workbench.row(/Lessons/, /^Affine layer, attempted/).waitFor();
    await workbench.shot('2-failed');

    // The gradient panel shows which entries are off.
    await task.getByRole('button', { name: 'Show Gradients' }).click();
    const gradients = await workbench.panel('.overview');
    expect(await passing(gradients)).toEqual({ dx: 'true', dW: 'true', db: 'false' });
    await workbench.shot('3-gradients');
    if (process.env.DOJO_SCREENSHOT) return screenshot(workbench);
    await workbench.write(firstRowForgotten);
    await title(/^Run & Check/).click();
    await gradients.locator('.overview button[data-tensor=dW][data-pass=false]').waitFor();
    expect(await passing(gradients)).toEqual({ dx: 'true', dW: 'false', db: 'true' });
    await gradients.locator('.overview button[data-tensor=dW]').click();
    const rows = gradients.locator('section[aria-label=dW] [data-map=relativeError] .row');
    const marked = await rows.evaluateAll((all) => all.map((row) => row.querySelectorAll('.cell.over').length));
    expect(marked[0]).toBe(await rows.nth(0).locator('.cell').count());
    expect(marked.slice(1).every((count) => count === 0)).toBe(true);
    await rows.nth(0).locator('.cell').first().hover();
    await gradients.locator('section[aria-label=dW] .readout', { hasText: 'over the pass line' }).waitFor();
    await workbench.shot('4-gradients-of-dW');

    // They mend it: green, progress saved, Up next moves on.
    await workbench.write(solutionOf(affineLayer));
    await title(/^Run & Check/).click();
    await gradients.locator('.overview button[data-tensor=dW][data-pass=true]').waitFor();
    await gradients.getByRole('button', { name: 'Show Task' }).click();
    task = await workbench.panel('body.task');
    await task.locator('.verdict[data-outcome=pass]').waitFor();
    await workbench.row(/Lessons/, /^Affine layer, passed/).waitFor();
    await workbench.row(/Lessons/, /^Up next: Softmax with loss/).waitFor();
    expect(await page.locator('.monaco-editor .squiggly-error').count()).toBe(0);
    await workbench.shot('5-passed');

    // The status bar says what there is to train on, and why there is no more.
    const hover = await until('the engines of this machine', async () => {
      await task.getByRole('heading', { level: 1 }).hover();
      await workbench.statusItem('tensorDojo.status').hover();
      const shown = page.locator('.monaco-hover', { hasText: /the fastest for its net: .*cpu/ });
      return shown.innerText({ timeout: 3000 }).catch(() => undefined);
    });
    expect(hover).toMatch(/tfjs-node-gpu engine is not installed/);
    expect(hover).toContain('Install CUDA Engine');
    await workbench.shot('5-engines');

    // They open Train on digits, and watch their own layers learn.
    const training = await trainOnDigits();
    const end = await untilTraining(training, 'finished');
    await workbench.row(/Lessons/, /^Train on digits, passed/).waitFor();
    await workbench.shot('7-trained');

    // The panel's series is the command line's for the same seed.
    await training.getByRole('button', { name: 'Show as table' }).click();
    const seen = await seriesIn(training);
    expect(seen).toHaveLength(end.points);
    const seed = await training.locator('.facts div', { hasText: 'Seed' }).locator('dd').innerText();
    await workbench.shot('8-series');
    expect(seen).toEqual(seriesOfCommandLine(seed));

    // Cancel ends another run and keeps its curve.
    await training.locator('[data-key=run]').click();
    const other = await until('another run', async () => {
      const now = await trainingRun(training);
      return now.run !== end.run && now.points > 1 && now;
    });
    expect(other.state).toBe('running');
    await training.getByRole('button', { name: 'Cancel' }).click();
    const cancelled = await untilTraining(training, 'cancelled', other.points);
    expect(cancelled.points).toBeLessThan(end.points);
    const glyph = page.locator('.testing-run-glyph').first();
    await until('the spinner to rest', async () => !(await glyph.getAttribute('class'))?.includes('loading'));
    expect(await page.locator('.codicon-testing-error-icon').count()).toBe(0);
    await workbench.shot('9-cancelled');

    // What was reached is still there when they come back.
    await workbench.reload();
    await workbench.row(/Lessons/, /^Affine layer, passed/).waitFor();
    await workbench.row(/Lessons/, /^Train on digits, passed/).waitFor();

    async function trainOnDigits(): Promise<FrameLocator> {
      await workbench.row(/Lessons/, /^Train on digits/).click();
      await task.getByRole('heading', { level: 1, name: 'Train on digits' }).waitFor();
      await groups.nth(0).getByRole('tab', { name: 'train-digits.ts' }).waitFor();
      await workbench.write(slowly(trainDigits, 8));
      await title(/^Run & Check/).click();
      const panel = await workbench.panel('body.training #panel[data-state=running]');
      const canvas = panel.locator('canvas').first();
      const states = new Set<string>();
      const pictures = new Set<string>();
      await until('three states of a run that goes on', async () => {
        const { state, points } = await trainingRun(panel);
        expect(state).toBe('running');
        if (points === 0 || states.has(await figures(panel))) return false;
        states.add(await figures(panel));
        pictures.add((await canvas.screenshot()).toString('base64'));
        return states.size >= 3 && pictures.size >= 3;
      });
      // What computes, and what that was chosen by.
      const predicted = /(native|cpu): [\d.]+ ms a step/;
      expect(await figures(panel)).toMatch(predicted);
      expect(await workbench.statusItem('tensorDojo.status').innerText()).toMatch(predicted);
      await workbench.shot('6-training');
      expect(await panel.locator('.notice').count()).toBe(0);
      return panel;
    }

    function seriesOfCommandLine(seed: string): number[][] {
      const check = [join(root, 'dist', 'tensor-dojo.mjs'), 'check', trainDigits, '--seed', seed, '--json'];
      const report = JSON.parse(execFileSync(process.execPath, check, { cwd: folder, encoding: 'utf8' }));
      expect(report.outcome).toBe('pass');
      const columns = ['step', 'trainLoss', 'testLoss', 'trainAccuracy', 'testAccuracy'];
      return report.metrics.points.map((point: Record<string, number>) => columns.map((column) => point[column]));
    }
  },
  180_000,
);

/** The numbers of a value's table, without its indices. */
async function numbers(figure: Locator): Promise<number[]> {
  const texts = await figure.locator('tbody td').allInnerTexts();
  return texts.map((text) => Number(/-?\d[\d.]*/.exec(text)?.[0]));
}

async function passing(gradients: FrameLocator): Promise<Record<string, string>> {
  const chips = await gradients
    .locator('.overview button')
    .evaluateAll((buttons) => buttons.map((chip) => ({ ...(chip as HTMLElement).dataset })));
  return Object.fromEntries(chips.map(({ tensor, pass }) => [tensor, pass]));
}

/** Loss and accuracy as the panel shows them now. */
function figures(panel: FrameLocator): Promise<string> {
  return panel.locator('.facts').innerText();
}

/** The README's: task, verdict and gradients at one glance. */
async function screenshot(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await page.setViewportSize({ width: 1600, height: 1000 });
  await page.getByRole('tab', { name: /^Gradients/ }).click();
  await workbench.command('View: Move Editor into Group Below');
  await page.locator('.editor-group-container').nth(2).waitFor();
  // A page that was moved may stay blank in a browser until it is loaded again.
  await workbench.command('Developer: Reload Webviews');
  const task = await workbench.panel('.verdict[data-outcome=fail]');
  await workbench.panel('.overview');
  await task.locator('h1').scrollIntoViewIfNeeded();
  await workbench.row(/Lessons/, /^Affine layer/).hover();
  await page.locator('.context-view, .workbench-hover').first().waitFor({ state: 'hidden' });
  await page.screenshot({ path: join(root, 'media', 'screenshot.png') });
}
