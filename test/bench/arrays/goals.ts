import type { Row } from './tables';

export interface Goal {
  text: string;
  met: boolean;
}

const thin = ['(100,784,50)', '(784,100,50) xᵀ', '(100,50,10)', '(57600,25,30)', '(25,57600,30) xᵀ'];

/** What the engines are to reach, judged by the rows that were measured; a goal whose peers are absent is left out. */
export function goals(rows: readonly Row[]): Goal[] {
  const found: Goal[] = [];
  const time = (group: string, name: string, peer: string) =>
    rows.find((row) => row.group === group && row.name === name)?.times.get(peer);
  const rate = (group: string, name: string, peer: string) => {
    const row = rows.find((each) => each.group === group && each.name === name);
    const seconds = row?.times.get(peer);
    return row?.flops === undefined || seconds === undefined ? undefined : row.flops / seconds;
  };
  const goal = (text: string, value: number | undefined, atMost: boolean, limit: number) => {
    if (value === undefined) return;
    const met = atMost ? value <= limit : value >= limit;
    found.push({ met, text: `${text}: ${value.toFixed(2)} (${atMost ? 'at most' : 'at least'} ${limit})` });
  };
  const over = (a: number | undefined, b: number | undefined) =>
    a === undefined || b === undefined ? undefined : a / b;

  for (const [dtype, share] of [
    ['float32', 0.9],
    ['float64', 0.85],
  ] as const) {
    const peak = rate('peak', dtype, 'cpu');
    goal(
      `cpu, matmul 1024 ${dtype}, of peak`,
      over(rate(`matmul ${dtype}`, '(1024,1024,1024)', 'cpu'), peak),
      false,
      share,
    );
  }
  const peak = rate('peak', 'float32', 'cpu');
  for (const name of thin)
    goal(`cpu, matmul ${name}, of peak`, over(rate('matmul float32', name, 'cpu'), peak), false, 0.6);
  const versus = (engine: string, peer: string, group: string, name: string) =>
    over(time(group, name, engine), time(group, name, peer));
  const speed = (engine: string, peer: string, group: string, name: string) =>
    over(time(group, name, peer), time(group, name, engine));

  const f32 = 'matmul float32';
  goal('cpu, matmul batch 1, of NumPy’s rate', speed('cpu', 'NumPy', f32, '(1,784,50)'), false, 0.5);
  goal('native, matmul 1024, of NumPy’s rate', speed('native', 'NumPy', f32, '(1024,1024,1024)'), false, 0.95);
  for (const name of [...thin, '(1,784,50)'])
    goal(`native, matmul ${name}, of NumPy’s rate`, speed('native', 'NumPy', f32, name), false, 0.9);
  goal(
    'native, matmul 1024, two threads against one',
    speed('native x2', 'native', f32, '(1024,1024,1024)'),
    false,
    1.8,
  );

  const nets = 'nets float32';
  const mlp = 'mlp batch 100 width 50',
    cnn = 'cnn batch 100';
  // Forward, and backward for the weights and the inputs, at the rate of the matmuls themselves.
  const products = [
    ['(100,784,50)', 1],
    ['(784,100,50) xᵀ', 1],
    ['(100,50,784) yᵀ', 1],
    ['(100,50,10)', 3],
  ] as const;
  const matmuls = products.reduce((sum, [name, times]) => sum + times * (time(f32, name, 'cpu') ?? NaN), 0);
  goal(
    'cpu, MLP step over its matmuls',
    over(time(nets, mlp, 'cpu'), Number.isNaN(matmuls) ? undefined : matmuls),
    true,
    1.5,
  );
  goal('native, MLP step over NumPy’s', versus('native', 'NumPy', nets, mlp), true, 1);
  goal('native, MLP step over PyTorch’s', versus('native', 'PyTorch', nets, mlp), true, 1);
  goal('cpu, CNN step over NumPy’s', versus('cpu', 'NumPy', nets, cnn), true, 0.5);
  goal('native, CNN step over NumPy’s', versus('native', 'NumPy', nets, cnn), true, 0.3);
  goal('native, CNN step over PyTorch’s', versus('native', 'PyTorch', nets, cnn), true, 1.2);
  goal('native, CNN step, two threads over one', versus('native x2', 'native', nets, cnn), true, 0.6);
  for (const name of ['add', 'relu', 'sum', 'exp'] as const) {
    goal(
      `cpu, ${name} 1e6 over NumPy’s`,
      versus('cpu', 'NumPy', 'elementwise float32', `${name} 1e6`),
      true,
      name === 'exp' ? 5 : 1.8,
    );
    goal(
      `native, ${name} 1e6 over NumPy’s`,
      versus('native', 'NumPy', 'elementwise float32', `${name} 1e6`),
      true,
      name === 'exp' ? 1 : 1.2,
    );
  }
  for (const engine of ['cpu', 'native'])
    goal(`${engine}, 2x2 add over NumPy’s`, versus(engine, 'NumPy', 'overhead', '2x2 add'), true, 0.2);
  return found;
}
