import { expect, test } from 'vitest';
import { Workbench } from './workbench';
import type { WorkbenchOptions } from './workbench';

/**
 * A test in a workbench of its own. It also fails where a content security policy had to refuse something; a screenshot
 * of the moment of failure is kept.
 */
export function workbenchTest(
  title: string,
  options: WorkbenchOptions,
  story: (workbench: Workbench) => Promise<void>,
  limitMs = 120_000,
): void {
  const name = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  test(title, { timeout: limitMs }, async () => {
    const workbench = await Workbench.open(name, options);
    try {
      await story(workbench);
      expect(workbench.refused).toEqual([]);
    } catch (error) {
      await workbench.shot('failed');
      throw error;
    } finally {
      await workbench.close();
    }
  });
}
