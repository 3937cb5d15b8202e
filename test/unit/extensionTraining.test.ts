import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TrainingRuns } from '../../extension/trainingRuns';
import type { TrainingStart } from '../../extension/trainingRuns';
import type { TrainingPoint } from '../../runtime/protocol/training';

const start = (id: string, startedAt = '2026-01-01T00:00:00Z'): TrainingStart => ({
  id,
  exercise: '05-backprop/train-digits',
  seed: 42,
  startedAt,
  totalSteps: 100,
  standIns: [],
});
const point = (step: number, trainLoss = 1): TrainingPoint => ({
  step,
  elapsedMs: step * 10,
  samples: step * 100,
  trainLoss,
  trainAccuracy: 0.5,
  testLoss: 1.5,
  testAccuracy: 0.4,
});

describe('training runs', () => {
  let folder: string;
  beforeEach(() => {
    vi.useFakeTimers();
    folder = mkdtempSync(join(tmpdir(), 'dojo-training-'));
  });
  afterEach(() => {
    vi.useRealTimers();
    rmSync(folder, { recursive: true });
  });
  const latest = (runs = new TrainingRuns(folder)) => runs.latest('05-backprop/train-digits');

  it('are on disk within a second, and interrupted in a window that did not see their end', () => {
    const runs = new TrainingRuns(folder);
    runs.begin(start('r1'));
    runs.append('r1', [point(1), point(2)]);
    runs.append('r1', [point(3)]);
    vi.advanceTimersByTime(1000);
    expect(latest()).toMatchObject({
      id: 'r1',
      state: 'interrupted',
      seed: 42,
      points: [point(1), point(2), point(3)],
    });
    expect(latest(runs)).toMatchObject({ state: 'running' });
  });

  it('come back whole after their end', () => {
    const runs = new TrainingRuns(folder);
    runs.begin(start('r1'));
    runs.append('r1', [point(1)]);
    runs.end('r1', 'cancelled');
    expect(latest()).toEqual(latest(runs));
    expect(latest()).toMatchObject({ state: 'cancelled', points: [point(1)] });
  });

  it('know what computes them, across windows, and while they run what is measured', () => {
    const runs = new TrainingRuns(folder);
    const told: string[] = [];
    runs.onDidChange((change) => told.push(change.type));
    runs.begin(start('r1'));
    expect(latest(runs)?.on).toBeUndefined();
    runs.measure('r1', 'webgpu');
    expect(latest(runs)).toMatchObject({ measuring: 'webgpu' });
    const native = { engine: 'native', device: 'a processor', predictions: [], startedMs: 0, lost: [] };
    runs.append('r1', [point(1)]);
    runs.goOn('r1', { ...native, engine: 'webgpu' });
    runs.append('r1', [point(2)]);
    const lost = [{ engine: 'webgpu', detail: 'pulled out', step: 2 }];
    runs.goOn('r1', { ...native, lost });
    runs.append('r1', [point(3)]);
    runs.end('r1', 'finished');
    runs.goOn('r1', { ...native, engine: 'cpu' });
    expect(latest()).toMatchObject({ on: { engine: 'native', lost }, points: [point(1), point(2), point(3)] });
    expect(told).toEqual(['began', 'engine', 'points', 'engine', 'points', 'engine', 'points', 'ended']);
  });

  it('keep a loss that is no number exactly', () => {
    const runs = new TrainingRuns(folder);
    runs.begin(start('r1'));
    runs.append('r1', [point(1, NaN), point(2, Infinity)]);
    runs.end('r1', 'failed');
    expect(latest()?.points.map(({ trainLoss }) => trainLoss)).toEqual([NaN, Infinity]);
  });

  it('lose at most the line that a crash cut off', () => {
    const runs = new TrainingRuns(folder);
    runs.begin(start('r1'));
    runs.append('r1', [point(1)]);
    runs.dispose();
    appendFileSync(join(folder, 'r1.jsonl'), '{"type":"points","poi');
    expect(latest()).toMatchObject({ state: 'interrupted', points: [point(1)] });
  });

  it('take no points after their end', () => {
    const runs = new TrainingRuns(folder);
    runs.begin(start('r1'));
    runs.end('r1', 'finished');
    runs.append('r1', [point(9)]);
    runs.end('r1', 'failed');
    vi.advanceTimersByTime(1000);
    expect(latest()).toMatchObject({ state: 'finished', points: [] });
    expect(readFileSync(join(folder, 'r1.jsonl'), 'utf8').trim().split('\n')).toHaveLength(2);
  });

  it('tell each change once, in order', () => {
    const runs = new TrainingRuns(folder);
    const told: string[] = [];
    runs.onDidChange((change) => told.push(change.type));
    runs.begin(start('r1'));
    runs.append('r1', [point(1)]);
    runs.end('r1', 'finished');
    expect(told).toEqual(['began', 'points', 'ended']);
  });

  it('are kept for the last twenty, newest first', () => {
    const runs = new TrainingRuns(folder);
    for (let i = 0; i < 25; i++) {
      runs.begin(start(`r${i}`, `2026-01-01T00:00:${String(i).padStart(2, '0')}Z`));
      runs.end(`r${i}`, 'finished');
    }
    expect(readdirSync(folder)).toHaveLength(20);
    expect(latest()?.id).toBe('r24');
  });
});
