import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, installChromium } from '../../build/chromium.mjs';
import { PanelBrowser } from './panelsHarness';
import type { Panel, PanelOptions } from './panelsHarness';
import { failingVerdict, gradient, gradientView, points, run, taskView, trainingView } from './panelsViews';
import { predictionsText } from '../../runtime/words/engineWords';
import { caseVerdict, verdict } from '../unit/wordsFixtures';

const noBrowser = findChromium() ? '' : `: no browser here, ${installChromium}`;

describe.skipIf(noBrowser)(`panels alone${noBrowser}`, () => {
  let browser: PanelBrowser;
  let panel: Panel;
  beforeAll(async () => {
    browser = await PanelBrowser.open();
  });
  afterAll(async () => browser?.close());
  afterEach(async () => {
    expect(panel.refused).toEqual([]);
    await panel.page.close();
  });

  const open = async (name: 'task' | 'training' | 'gradient', message?: unknown, options?: PanelOptions) => {
    panel = await browser.panel(name, options);
    if (message) await panel.send(message);
    return panel.page;
  };
  const snapshot = (view: unknown) => ({ type: 'snapshot', view });

  it.each(['task', 'training', 'gradient'] as const)('%s asks for its snapshot and keeps its state', async (name) => {
    await open(name);
    expect(await panel.posted()).toEqual([{ type: 'ready' }]);
    expect(await panel.kept()).toEqual({ exercise: '05-backprop/affine-layer' });
  });

  describe('task', () => {
    it('has the fonts of formulas before it has a formula', async () => {
      const page = await open('task');
      await page.waitForFunction(() =>
        ['KaTeX_Main', 'KaTeX_Math', 'KaTeX_Size1', 'KaTeX_Size2'].every((family) =>
          [...document.fonts].some((face) => face.family.includes(family) && face.status === 'loaded'),
        ),
      );
    });

    it('says what failed, with which inputs, and marks what differs by more than colour', async () => {
      const page = await open('task', snapshot(taskView('en', failingVerdict)));
      const seen = await page.locator('.verdict').innerText();
      expect(seen).toContain('Not yet');
      expect(seen).toContain('backward of a batch');
      expect(seen).toContain('You did not sum dy over the batch for db.');
      expect(await page.locator('.compared .differs').allInnerTexts()).toEqual(
        ['-2.50', '-2.00', '-2.00', '1.25'].map((text) => expect.stringContaining(text)),
      );
      expect(await page.locator('.compared .differs').first().textContent()).toContain('≠');
      expect(await page.locator('.differs').first().getAttribute('title')).toBe('differs: yours -2.50, expected -2.00');
      expect(await page.locator('.lesson .katex').count()).toBeGreaterThan(3);
      for (const theme of ['dark', 'light', 'contrast'] as const) {
        await panel.setTheme(theme);
        await panel.shot(`failed-${theme}`);
      }
    });

    it('is whole in Chinese', async () => {
      const page = await open('task', snapshot(taskView('zh-cn', failingVerdict)), { lang: 'zh-cn', theme: 'light' });
      expect(await page.locator('.verdict-head').innerText()).toContain('还没通过');
      expect(await page.locator('.toolbar button').allInnerTexts()).toEqual([
        '运行并检查',
        '提示（1/4）',
        '与参考答案比较',
        '打开文件',
        '下一个练习',
      ]);
      await panel.shot('failed-chinese');
    });

    it('announces a verdict, keeps the focus, and does everything by keyboard', async () => {
      const page = await open('task', snapshot(taskView('en', null)));
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      const running = { state: 'running', cases: [{ name: 'two rows by hand', visible: true, outcome: 'running' }] };
      await panel.send({ type: 'changed', view: { check: running } });
      expect(await page.locator('[role=status]').textContent()).toBe('Checking has started.');
      await page.getByText('Checking 1 of 1: two rows by hand').waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      const { verdict: view } = taskView('en', failingVerdict);
      await panel.send({ type: 'changed', view: { check: { state: 'idle' }, verdict: view } });
      expect(await page.locator('[role=status]').textContent()).toBe(
        'Not yet You did not sum `dy` over the batch for `db`. 2 of 5 cases passed',
      );
      await page.locator('[data-key=run]').focus();
      for (const key of ['Tab', 'Enter']) await page.keyboard.press(key);
      expect((await panel.posted()).slice(1)).toEqual([{ type: 'run' }, { type: 'cancel' }, { type: 'hint' }]);
      const { hints } = taskView('en', null);
      await panel.send({ type: 'changed', view: { hints: { ...hints, shown: [...hints.shown, ...hints.shown] } } });
      expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.key)).toBe('hint');
      expect(await page.locator('.hint').count()).toBe(2);
    });

    it('brings a new verdict into sight, and leaves an old one alone after a run for its prints', async () => {
      const page = await open('task', snapshot(taskView('en', failingVerdict)), { height: 300 });
      const running = { check: { state: 'running', cases: [] } };
      const scrolled = () => page.evaluate(() => window.scrollY);
      await page.evaluate(() => window.scrollTo(0, 250));
      await panel.send({ type: 'changed', view: running });
      await panel.send({ type: 'changed', view: { check: { state: 'idle' } } });
      expect(await scrolled()).toBe(250);
      expect(await page.locator('[role=status]').textContent()).toBe('Checking has started.');
      await panel.send({ type: 'changed', view: running });
      const { verdict: view } = taskView('en', verdict());
      await panel.send({ type: 'changed', view: { check: { state: 'idle' }, verdict: view } });
      expect(await scrolled()).toBe(0);
      expect(await page.locator('[role=status]').textContent()).toContain('Passed');
    });

    it('goes to the line, runs one case alone, and tells why a button waits', async () => {
      const page = await open('task', snapshot(taskView('en', failingVerdict)));
      await page.getByRole('button', { name: 'Go to affine-layer.ts:12:5' }).click();
      await page.getByRole('button', { name: 'Run “a batch of one” alone' }).click();
      await page.getByRole('button', { name: 'Show Gradients' }).click();
      const compare = page.getByRole('button', { name: 'Compare with Solution' });
      expect(await compare.getAttribute('title')).toBe('Opens when you have passed, or after 2 more tries.');
      await compare.click({ force: true });
      expect((await panel.posted()).slice(1)).toEqual([
        { type: 'goTo', place: { file: '05-backprop/affine-layer.ts', line: 12, column: 5 } },
        { type: 'runCase', case: 'a batch of one' },
        { type: 'showPanel', panel: 'gradient' },
      ]);
    });

    it('says when the verdict is about an older text, and when nothing may run', async () => {
      const view = taskView('en', failingVerdict, { blocked: 'untrusted' });
      if (view.verdict) view.verdict.stale = true;
      const page = await open('task', snapshot(view));
      expect(await page.locator('.notice').allInnerTexts()).toEqual([
        expect.stringContaining('Restricted Mode'),
        expect.stringContaining('older text'),
      ]);
      await page.locator('[data-key=run]').click({ force: true });
      await page.getByRole('button', { name: 'Manage Trust' }).click();
      expect((await panel.posted()).slice(1)).toEqual([{ type: 'manageTrust' }]);
    });

    it('leads on to the next exercise after a pass', async () => {
      const page = await open('task', snapshot(taskView('en', verdict(), { progress: 'passed' })), { width: 420 });
      expect(await page.locator('.verdict').getAttribute('data-outcome')).toBe('pass');
      await page.getByRole('button', { name: 'Next: Softmax with loss' }).click();
      expect(await panel.posted()).toContainEqual({ type: 'next' });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, 'nothing is wider than a narrow panel').toBe(420);
      await panel.shot('passed');
    });

    it('folds the cases where none has failed', async () => {
      const skipped = [caseVerdict('two rows by hand', { outcome: 'skipped' })];
      const page = await open('task', snapshot(taskView('en', verdict({ outcome: 'notAttempted', cases: skipped }))));
      const cases = page.locator('details', { hasText: 'two rows by hand' }).filter({ has: page.locator('ul.cases') });
      expect(await cases.getAttribute('open')).toBeNull();
      await panel.send(snapshot(taskView('en', failingVerdict)));
      expect(await cases.getAttribute('open')).not.toBeNull();
    });

    it('does not lead on when one case alone has passed', async () => {
      const alone = taskView('en', verdict({ only: ['forward'] }), { progress: 'attempted' });
      const page = await open('task', snapshot(alone));
      expect(await page.locator('button.primary').allInnerTexts()).toEqual(['Run & Check']);
      expect(await page.locator('.headline').innerText()).toBe('This case passes. Run & Check tries all of them.');
      expect(await page.locator('.partial').innerText()).toContain('“forward”');
    });

    it('leaves a button alone between press and release', async () => {
      const page = await open('task', snapshot(taskView('en', null)));
      await page.locator('[data-key=run]').hover();
      await page.mouse.down();
      await panel.send({ type: 'changed', view: { peeked: true } });
      await page.mouse.up();
      expect(await panel.posted()).toContainEqual({ type: 'run' });
    });
  });

  describe('training', () => {
    it('draws what arrives, and has the same numbers as a table', async () => {
      const series = points(40);
      const page = await open('training', snapshot(trainingView(run(series.slice(0, 10)))));
      for (const end of [20, 40])
        await panel.send({ type: 'points', run: 'run-1', points: series.slice(end - (end > 20 ? 20 : 10), end) });
      await panel.send({ type: 'points', run: 'another', points: series });
      expect(await page.locator('#panel').getAttribute('data-points')).toBe('40');
      expect(await page.locator('.state-line').innerText()).toMatch(/Training\s+Step 780 of 2,400/);
      await panel.shot('running');
      await page.getByRole('button', { name: 'Show as table' }).click();
      const losses = await page
        .locator('.series tbody td:nth-child(3)')
        .evaluateAll((cells) => cells.map((cell) => Number((cell as HTMLElement).dataset.value)));
      expect(losses).toEqual(series.map(({ trainLoss }) => trainLoss));
      await panel.shot('table');
      await page.getByRole('button', { name: 'Cancel' }).click();
      expect(await panel.posted()).toContainEqual({ type: 'cancel' });
    });

    it('shows how it ended, and aloud', async () => {
      const page = await open('training', snapshot(trainingView(run(points(40)))), { theme: 'light' });
      const result = { pass: false, text: 'The accuracy on the test data reached 61.2%; 94% is asked for.' };
      await panel.send({ type: 'ended', run: 'run-1', state: 'finished', result });
      expect(await page.locator('.state-line').innerText()).toContain('Training finished; the check did not pass');
      expect(await page.locator('.result p').innerText()).toBe(result.text);
      expect(await page.locator('[role=status]').textContent()).toContain(result.text);
      expect(await page.locator('[data-key=run]').innerText()).toBe('Run Again');
      await panel.shot('ended');
      await page.getByRole('button', { name: 'See why, and what to try' }).click();
      expect(await panel.posted()).toContainEqual({ type: 'openTask' });
      await panel.send(
        snapshot(trainingView(run(points(40), { state: 'finished' }), { result: { pass: true, text: 'Well.' } })),
      );
      expect(await page.locator('.state-line').innerText()).toContain('Training finished; the check passed');
      expect(await page.locator('.result button').count()).toBe(0);
    });

    it.each(['en', 'zh-cn'] as const)(
      'says what computes, what was predicted, and where a run began again (%s)',
      async (lang) => {
        const { on: _, ...fresh } = run([]);
        const page = await open('training', snapshot(trainingView({ ...fresh, measuring: 'webgpu' })), { lang });
        expect(await page.locator('.facts').innerText()).toMatch(/(once on this machine|每台机器只测一次).*webgpu/);
        await panel.shot(`measuring-${lang}`);
        const native = { engine: 'native', msPerStep: 0.3, readyMs: 60 };
        const lost = [{ engine: 'webgpu', detail: 'device was destroyed', step: 481 }];
        const on = { engine: 'native', device: 'AMD EPYC, v4', predictions: [native], startedMs: 0, lost };
        const predicted = predictionsText([native, { engine: 'webgpu', msPerStep: 2.1, readyMs: 900 }], lang);
        await panel.send(snapshot(trainingView(run(points(30), { on }), { predicted })));
        const facts = await page.locator('.facts').innerText();
        for (const part of ['native', 'AMD EPYC, v4', '0.3', 'webgpu', '2.1']) expect(facts).toContain(part);
        const notice = await page.locator('.notice').innerText();
        for (const part of ['webgpu', '481', 'device was destroyed', 'native']) expect(notice).toContain(part);
        await panel.shot(`lost-${lang}`);
      },
    );

    it('tells an interrupted run from a finished one, and none from both', async () => {
      const page = await open('training', snapshot(trainingView(run(points(30), { state: 'interrupted' }))));
      expect(await page.locator('.state-line').innerText()).toContain('Interrupted');
      await page.getByRole('button', { name: 'Run Again' }).click();
      expect(await panel.posted()).toContainEqual({ type: 'runAgain' });
      await panel.send(snapshot(trainingView(null)));
      expect(await page.locator('.empty').innerText()).toContain('No training run yet.');
      expect(await page.locator('.curves').isVisible()).toBe(false);
    });

    it('says in Chinese what it came to and what stands in', async () => {
      const view = trainingView(run(points(40), { state: 'finished' }), {
        standIns: ['仿射层', 'ReLU 层'],
        result: { pass: false, text: '测试正确率只有 61.2%。' },
      });
      const page = await open('training', snapshot(view), { lang: 'zh-cn' });
      expect(await page.locator('.state-line').innerText()).toContain('训练已完成；检查未通过');
      expect(await page.locator('.notice').innerText()).toContain('仿射层、ReLU 层');
      await panel.shot('ended-chinese');
    });

    it('survives a loss that is no number, and a change of theme', async () => {
      const series = points(30).map((point, i) => (i > 20 ? { ...point, trainLoss: NaN, testLoss: Infinity } : point));
      const page = await open('training', snapshot(trainingView(run(series), { standIns: ['Affine layer'] })));
      expect(await page.locator('.facts').innerText()).toContain('nan');
      expect(await page.locator('.notice').innerText()).toContain('Affine layer');
      await panel.setTheme('contrast');
      await panel.shot('contrast');
    });
  });

  describe('gradient', () => {
    const gradients = [gradient('dW', [2, 3], 0.4), gradient('db', [3], 0), gradient('dx', [2, 2, 5, 7], 2)];

    it('names the worst entry and shows it', async () => {
      const page = await open('gradient', snapshot(gradientView(gradients)));
      expect(await page.locator('.summary').innerText()).toBe('1 of 3 gradients agree with the numeric ones.');
      expect(await page.locator('#tensor-0 .worst').innerText()).toContain(
        'Worst entry [1, 2]: yours 1.8023, numeric 1.4023',
      );
      expect(await page.locator('#tensor-1 .worst').count()).toBe(0);
      await page.locator('#tensor-2').getByRole('button', { name: 'Go to Worst Entry' }).click();
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(
        /^\[1, 1, 4, 6\].*over the pass line$/,
      );
      expect(await page.locator('#tensor-0 .mark').count()).toBe(1);
      for (const theme of ['dark', 'light', 'contrast'] as const) {
        await panel.setTheme(theme);
        await panel.shot(theme);
      }
    });

    it('gives values on hover and by arrow keys', async () => {
      const page = await open('gradient', snapshot(gradientView(gradients)));
      const readout = page.locator('#tensor-0 .readout');
      await page.locator('#tensor-0 [data-map=relativeError] .cell').nth(5).hover();
      expect(await readout.innerText()).toContain('[1, 2]: yours 1.8023, numeric 1.4023');
      await page.locator('#tensor-0 [data-map=analytic] .cell').first().focus();
      for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', 'Home']) await page.keyboard.press(key);
      expect(await readout.innerText()).toMatch(/^\[1, 0\]/);
      expect(await page.locator('#tensor-0 .same').count(), 'the same entry in all three maps').toBe(3);
      expect(await page.locator('#tensor-0 [data-map=analytic] [tabindex="0"]').count()).toBe(1);
    });

    it('has all slices on demand', async () => {
      const page = await open('gradient', snapshot(gradientView(gradients)));
      expect(await page.locator('#tensor-2 .slice').count()).toBe(3);
      await page.getByRole('button', { name: 'Show All Slices' }).click();
      expect(await page.locator('#tensor-2 .slice').count()).toBe(4);
    });

    it('says when there is nothing yet, in Chinese too', async () => {
      const page = await open('gradient', snapshot(gradientView([])), { lang: 'zh-cn' });
      expect(await page.locator('.empty').innerText()).toContain('还没有可以比较的梯度。');
      await page.getByRole('button', { name: '运行并检查' }).click();
      expect(await panel.posted()).toContainEqual({ type: 'run' });
    });
  });
});
