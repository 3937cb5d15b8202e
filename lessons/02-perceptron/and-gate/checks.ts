import { checks } from 'kit/checks';
import type { Draw } from 'kit/checks';

const off = (d: Draw) => d.float(0, 0.2);
const on = (d: Draw) => d.float(0.8, 1);

export default checks<typeof import('./solution')>(({ example, hidden, law }) => {
  law('the answer is 0 or 1', (me, d) => me.AND(on(d), d.pick([on, off])(d)), (y) => y === 0 || y === 1 || 'not-binary');
  example('the truth table', (me) => [me.AND(0, 0), me.AND(1, 0), me.AND(0, 1), me.AND(1, 1)], [0, 0, 0, 1]);
  example('one wire on, with noise', (me) => [me.AND(1, 0.2), me.AND(0.05, 0.9)], [0, 0]);
  example('both wires on, with noise', (me) => [me.AND(0.98, 0.97), me.AND(0.85, 0.85)], [1, 1]);

  hidden('both wires off', (me, d) => me.AND(off(d), off(d)));
  hidden('only the first on', (me, d) => me.AND(on(d), off(d)));
  hidden('only the second on', (me, d) => me.AND(off(d), on(d)));
  hidden('both wires on', (me, d) => me.AND(on(d), on(d)));
  hidden('the hardest inputs', (me) => [me.AND(0.2, 1), me.AND(1, 0.2), me.AND(0.8, 0.8)], { draws: 1 });
  law('one straight line parts 0 from 1', (me, d) => {
    const [strong, weak] = [d.float(2, 4), off(d)], half = (strong + weak) / 2;
    return [me.AND(strong, weak), me.AND(weak, strong), me.AND(half, half), me.AND(4, 0.2)];
  }, ([first, second, between, far]) => first !== second || between === first || (far === 0 ? 'each-input-alone' : 'no-straight-line'));
});
