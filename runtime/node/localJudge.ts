import { Judge } from '../judge/judge';
import { systemClock } from '../judge/clock';
import type { JudgeService } from '../protocol/judge';
import { openBuiltCourse } from './courseFiles';
import { readDataset } from './datasetFiles';
import { evaluate } from './evaluate';
import { NodeLearnerPool } from './nodeLearnerPool';

export interface LocalJudgeOptions {
  distDir: string;
  /** Learners that are kept started; one is enough for a single check. */
  ready?: number;
  onLearnerStarted?: (pid: number) => void;
  onLearnerEnded?: (pid: number) => void;
}

/** The judge in this very process, for the command line, tests, and the process that serves an editor. */
export async function createLocalJudge(options: LocalJudgeOptions): Promise<JudgeService> {
  const { distDir, ready = 1, onLearnerStarted, onLearnerEnded } = options;
  // First of all, so that the learner starts while the course is read and the text compiled.
  const learners = new NodeLearnerPool({ distDir, ready, onStarted: onLearnerStarted, onEnded: onLearnerEnded });
  const endLearners = () => learners.endAll();
  process.once('exit', endLearners);
  const course = await openBuiltCourse(distDir).catch(async (error: unknown) => {
    await learners.dispose();
    throw error;
  });
  const datasets = (name: string) => readDataset(distDir, name);
  const judge = new Judge({ course, datasets, learners, evaluate, clock: systemClock });
  return {
    check: (request, onEvent, signal) => judge.check(request, onEvent, signal),
    dispose: async () => {
      process.off('exit', endLearners);
      await judge.dispose();
      await learners.dispose();
    },
  };
}
