import { expect } from 'vitest';
import { biasAveraged, openExercise, seriesIn, slowly, trainingRun, untilTraining } from './learner';
import { until } from './until';
import { workbenchTest } from './workbenchTest';

workbenchTest('reload', { theme: 'light' }, async (workbench) => {
  const { page } = workbench;
  const runAndCheck = page.locator('.editor-actions').getByRole('button', { name: /^Run & Check/ });

  // A failed verdict with its gradients, and a training run that goes on.
  await workbench.activity('Tensor Dojo').click();
  const task = await openExercise(workbench, /^Backpropagation/, /^Affine layer/);
  await workbench.write(biasAveraged());
  await runAndCheck.click();
  await task.locator('.verdict[data-outcome=fail]').waitFor();
  await openExercise(workbench, /^The perceptron/, /^A perceptron that learns/);
  await page.getByRole('tab', { name: 'learning-rule.ts' }).waitFor();
  await workbench.write(slowly('02-perceptron/learning-rule', 20));
  await runAndCheck.click();
  const running = await workbench.panel('body.training #panel');
  await untilTraining(running, 'running', 1);
  await workbench.lookAway('tensorDojo.training');
  const before = await untilTraining(running, 'running', 4);
  await workbench.shot('1-running');

  // The reload interrupts it; its points so far are kept, and it can be run again.
  await workbench.reload();
  const training = await workbench.panel('body.training #panel');
  const after = await untilTraining(training, 'interrupted', before.points);
  expect(after.run).toBe(before.run);
  await training.locator('.notice', { hasText: 'The curves up to then were kept.' }).waitFor();
  await workbench.shot('2-interrupted');
  await training.getByRole('button', { name: 'Show as table' }).click();
  expect(await seriesIn(training)).toHaveLength(after.points);
  expect((await seriesIn(training)).flat().every(Number.isFinite)).toBe(true);

  // The other panel comes back as well, with the verdict that it showed.
  await page.getByRole('tab', { name: /^Task: / }).click();
  await (await workbench.panel('body.task #panel h1')).getByText('A perceptron that learns').waitFor();
  await workbench.row(/Lessons/, /^Affine layer, attempted/).click();
  const again = await workbench.panel('.verdict[data-outcome=fail]');
  expect(await again.locator('.mistake').first().innerText()).toContain('is the mean over the batch');

  await page.getByRole('tab', { name: /^Training: / }).click();
  const panel = await workbench.panel('body.training #panel[data-state=interrupted]');
  await panel.getByRole('button', { name: 'Run Again' }).click();
  const next = await until('another run', async () => {
    const now = await trainingRun(panel);
    return now.run !== before.run && now.points > 0 && now;
  });
  expect(next.state).toBe('running');
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await untilTraining(panel, 'cancelled');
});
