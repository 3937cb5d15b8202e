import { checks } from 'kit/checks';
import type { Draw } from 'kit/checks';

const off = (d: Draw) => d.float(0, 0.2);
const on = (d: Draw) => d.float(0.8, 1);

export default checks<typeof import('./solution')>(({ example, hidden, law }) => {
  law('the answer is 0 or 1', (me, d) => me.XOR(on(d), d.pick([on, off])(d)), (y) => y === 0 || y === 1 || 'not-binary');
  example('the truth table', (me) => [me.XOR(0, 0), me.XOR(1, 0), me.XOR(0, 1), me.XOR(1, 1)], [0, 1, 1, 0]);
  example('with noise', (me) => [me.XOR(0.9, 0.05), me.XOR(0.1, 0.85), me.XOR(0.9, 0.95), me.XOR(0.1, 0.2)], [1, 1, 0, 0]);

  hidden('both wires off', (me, d) => me.XOR(off(d), off(d)));
  hidden('only the first on', (me, d) => me.XOR(on(d), off(d)));
  hidden('only the second on', (me, d) => me.XOR(off(d), on(d)));
  hidden('both wires on', (me, d) => me.XOR(on(d), on(d)));
  hidden('the hardest inputs', (me) =>
    [me.XOR(0.2, 1), me.XOR(1, 0.2), me.XOR(0.8, 0.8), me.XOR(0.2, 0.2), me.XOR(0.8, 0), me.XOR(0, 0.8)], { draws: 1 });
  law('two layers, however far out', (me, d) => {
    const [far, a, b] = [d.float(1e6, 2e6), d.float(0.3, 0.9), d.float(0.3, 0.9)];
    return [me.XOR(far, a * far), me.XOR(-far, -a * far), me.XOR(far, -b * far), me.XOR(-far, b * far)];
  }, ([right, left, below, above]) => right !== left || below !== above || right === below || 'each-input-alone');
});
