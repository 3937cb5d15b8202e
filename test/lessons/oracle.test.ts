import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareWithOracle } from '../../runtime/cli/validate/oracle';
import { Preparations } from '../../runtime/judge/prepare';
import { evaluate } from '../../runtime/node/evaluate';
import { preparedCourse, root } from './preparedCourse';

const python = process.env['DOJO_PYTHON'];

// solution.py is written from the mathematics: a wrong solution.ts cannot hide behind checks that were written to it.
describe.skipIf(!python)(
  `the NumPy oracle${python ? '' : ' (skipped: no Python with NumPy 2; set DOJO_PYTHON)'}`,
  async () => {
    const { course } = await preparedCourse();
    const pairs: [string, string, (text: string) => string][] = [
      ['03-forward/sigmoid', 'tanh in its place', (text) => text.replace(/return .*;/, 'return np.tanh(x);')],
      ['03-forward/softmax', 'the maximum added', (text) => text.replace('np.subtract', 'np.add')],
    ];

    it.each(pairs)('%s goes red with %s', async (id, _, swap) => {
      const secret = await course.secret(id);
      const swapped = swap(secret.solution);
      expect(swapped).not.toBe(secret.solution);
      const preparations = new Preparations(
        {
          lesson: (name) => course.lesson(name),
          secret: async (name) => (name === id ? { ...secret, solution: swapped } : course.secret(name)),
        },
        evaluate,
      );
      const source = { id, solutionPy: path.join(root, 'lessons', id, 'solution.py') };
      const { disagreements } = await compareWithOracle(preparations, source, python!);
      expect(disagreements).not.toEqual([]);
    });
  },
);
