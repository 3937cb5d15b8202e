// How long Run & Check takes, from request to verdict, beside what else a learner could run.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createForkedJudge } from '../../runtime/node/judgeClient';
import { thisProgram } from '../../runtime/node/launchPlan';
import type { JudgeService } from '../../runtime/protocol/judge';
import { pytestPeer, vitestConfig, vitestPeer } from './peers';

const root = process.env['DOJO_ROOT']!;
const dist = path.join(root, 'dist');
const exercises = ['03-forward/sigmoid', '01-tensors/pairwise-distances', '05-backprop/affine-layer'];
const solution = (id: string): string => path.join(root, 'lessons', id, 'solution.ts');

interface Row {
  what: string;
  p50: number;
  p95: number;
  runs: number;
}

async function main(): Promise<void> {
  const judge = createForkedJudge({ distDir: dist, program: async () => thisProgram() });
  const rows: Row[] = [];
  try {
    for (const id of exercises) {
      for (let i = 0; i < 5; i++) await timed(judge, id, i);
      rows.push(row(`${id}, back to back`, await series(50, () => timed(judge, id, 7))));
      rows.push(row(`${id}, pauses of 1 s`, await series(20, () => timed(judge, id, 7), 1000)));
    }
  } finally {
    await judge.dispose();
  }
  for (const id of exercises) {
    const args = [path.join(dist, 'tensor-dojo.mjs'), 'check', id, '--file', solution(id), '--json'];
    rows.push(row(`${id}, cold command line`, await series(7, () => command(process.execPath, args))));
  }
  const folder = path.join(root, '.test', 'bench', 'peers');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'vitest.config.mjs'), vitestConfig(root));
  const python = process.env['DOJO_PYTHON'];
  for (const id of exercises) {
    const { file, text } = vitestPeer(id, solution(id), root);
    writeFileSync(path.join(folder, file), text);
    const vitest = [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder, file];
    rows.push(row(`${id}, vitest on an equal test`, await series(5, () => command(process.execPath, vitest))));
    if (!python || spawnSync(python, ['-m', 'pytest', '--version']).status !== 0) continue;
    const twin = pytestPeer(id, readFileSync(path.join(root, 'lessons', id, 'solution.py'), 'utf8'));
    writeFileSync(path.join(folder, twin.file), twin.text);
    rows.push(
      row(
        `${id}, pytest on the NumPy twin`,
        await series(5, () => command(python, ['-m', 'pytest', '-q', path.join(folder, twin.file)])),
      ),
    );
  }
  print(rows);
}

async function timed(judge: JudgeService, id: string, seed: number): Promise<number> {
  const started = performance.now();
  const verdict = await judge.check(
    {
      exercise: id,
      file: `${id}.ts`,
      text: readFileSync(solution(id), 'utf8'),
      seed,
      engine: 'auto',
      uses: [],
      mode: 'check',
    },
    () => {},
    new AbortController().signal,
  );
  if (verdict.outcome !== 'pass')
    throw new Error(`${id} ended with ${JSON.stringify(verdict.error ?? verdict.outcome)}`);
  return performance.now() - started;
}

function command(file: string, args: string[]): number {
  const started = performance.now();
  execFileSync(file, args, { stdio: 'pipe' });
  return performance.now() - started;
}

async function series(runs: number, run: () => number | Promise<number>, pauseMs = 0): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    if (pauseMs > 0) await pause(pauseMs);
    times.push(await run());
  }
  return times;
}

function row(what: string, times: number[]): Row {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return { what, p50: at(0.5), p95: at(0.95), runs: times.length };
}

/** The ratio is to our own warm check of the same exercise, back to back. */
function print(rows: Row[]): void {
  const width = Math.max(...rows.map(({ what }) => what.length));
  console.log(`${'milliseconds'.padEnd(width)}  runs     p50     p95   ratio`);
  for (const { what, p50, p95, runs } of rows) {
    const own = rows.find((other) => other.what === `${what.split(',')[0]}, back to back`)!;
    const cells = [
      `${runs}`.padStart(4),
      p50.toFixed(0).padStart(7),
      p95.toFixed(0).padStart(7),
      (p50 / own.p50).toFixed(1).padStart(7),
    ];
    console.log(`${what.padEnd(width)}  ${cells.join(' ')}`);
  }
}

await main();
