import path from 'node:path';

interface PeerTest {
  file: string;
  text: string;
}

interface Twin {
  /** The body of an equal test over `me` (the solution's module) and np: random inputs, compared with a plain formula. */
  vitest: string;
  pytest: string;
}

const twins: Record<string, Twin> = {
  '03-forward/sigmoid': {
    vitest: `
      const x = np.random.randn(20, 5);
      const y = me.sigmoid(x).toArray().flat();
      x.toArray().flat().forEach((v, i) => expect(y[i]).toBeCloseTo(1 / (1 + Math.exp(-v)), 9));`,
    pytest: `
    x = np.random.randn(20, 5)
    np.testing.assert_allclose(sigmoid(x), 1 / (1 + np.exp(-x)), rtol=1e-9)`,
  },
  '01-tensors/pairwise-distances': {
    vitest: `
      const a = np.random.randn(6, 3), b = np.random.randn(4, 3);
      const d = me.distances(a, b).toArray();
      a.toArray().forEach((p, i) => b.toArray().forEach((q, j) => expect(d[i][j]).toBeCloseTo(Math.hypot(...p.map((v, k) => v - q[k])), 6)));`,
    pytest: `
    a, b = np.random.randn(6, 3), np.random.randn(4, 3)
    np.testing.assert_allclose(distances(a, b), [[np.linalg.norm(p - q) for q in b] for p in a], rtol=1e-6)`,
  },
  '05-backprop/affine-layer': {
    vitest: `
      const x = np.random.randn(4, 3), W = np.random.randn(3, 2), b = np.random.randn(2), dy = np.random.randn(4, 2);
      const layer = new me.Affine(W, b), h = 1e-5;
      layer.forward(x); layer.backward(dy);
      const loss = (V) => np.sum(np.multiply(new me.Affine(np.array(V), b).forward(x), dy));
      for (let i = 0; i < 3; i++) for (let j = 0; j < 2; j++) {
        const up = W.toArray(), down = W.toArray();
        up[i][j] += h; down[i][j] -= h;
        expect(layer.dW.toArray()[i][j]).toBeCloseTo((loss(up) - loss(down)) / (2 * h), 5);
      }`,
    pytest: `
    x, W, b, dy = np.random.randn(4, 3), np.random.randn(3, 2), np.random.randn(2), np.random.randn(4, 2)
    layer, h = Affine(W, b), 1e-5
    layer.forward(x), layer.backward(dy)
    for i in range(3):
        for j in range(2):
            step = np.zeros_like(W)
            step[i, j] = h
            loss = lambda V: (Affine(V, b).forward(x) * dy).sum()
            np.testing.assert_allclose(layer.dW[i, j], (loss(W + step) - loss(W - step)) / (2 * h), rtol=1e-5)`,
  },
};

/** What a learner could write with vitest instead, on the same np. */
export function vitestPeer(id: string, solution: string, root: string): PeerTest {
  const alias = JSON.stringify(path.join(root, 'runtime/np/np.ts'));
  return {
    file: `${path.basename(id)}.test.ts`,
    text: `import { expect, it } from 'vitest';
import * as np from ${alias};
import * as me from ${JSON.stringify(solution)};
it('agrees with the formula', () => { for (let draw = 0; draw < 12; draw++) {${twins[id]!.vitest}
}});
`,
  };
}

/** Lets the peer's solution import \`np\` by its name. */
export const vitestConfig = (root: string): string =>
  `export default { resolve: { alias: { np: ${JSON.stringify(path.join(root, 'runtime/np/np.ts'))} } } };\n`;

/** What a learner of the book's Python code could write with pytest. */
export function pytestPeer(id: string, solution: string): PeerTest {
  const name = path.basename(id).replaceAll('-', '_');
  return {
    file: `test_${name}.py`,
    text: `${solution}\n\nimport numpy as np\n\n\ndef test_${name}():\n  for _ in range(12):${twins[id]!.pytest}\n`,
  };
}
