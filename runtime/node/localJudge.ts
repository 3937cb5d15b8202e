import { cpus } from 'node:os';
import type { OpenCourse } from '../course/course';
import { systemClock } from '../judge/clock';
import type { JudgeService } from '../protocol/judge';
import { openBuiltCourse } from './courseFiles';
import { readDataset } from './datasetFiles';
import { evaluate } from './evaluate';
import type { JudgeFolders } from './launchPlan';
import { NodeLearnerPool } from './nodeLearnerPool';

export interface LocalJudgeOptions {
  distDir: string;
  /** The course where it is open already, or another than the one that was built beside this program. */
  course?: OpenCourse;
  /** Learners that are kept started. */
  ready?: number;
  /** For a single check: the first learner starts at once, any other when it is needed. */
  single?: boolean;
  folders?: JudgeFolders;
  onLearnerStarted?: (pid: number) => void;
  onLearnerEnded?: (pid: number) => void;
}

/** The judge in this very process, for the command line, tests, and the process that serves an editor. */
export async function createLocalJudge(options: LocalJudgeOptions): Promise<JudgeService> {
  const { distDir, ready = 1, single = false, folders = {}, onLearnerStarted, onLearnerEnded } = options;
  // First of all, so that the learner starts while the judge itself is loaded.
  const learners = new NodeLearnerPool({
    distDir,
    ready,
    replaces: !single,
    tfjs: folders.tfjs,
    onStarted: onLearnerStarted,
    onEnded: onLearnerEnded,
  });
  const endLearners = () => learners.endAll();
  process.once('exit', endLearners);
  const opening = Promise.all([
    options.course ?? openBuiltCourse(distDir),
    import('../judge/judge'),
    folders.costs === undefined ? undefined : import('./measuredEngines'),
    import('./checkEngine').then(({ useCheckEngine }) => useCheckEngine(distDir)),
  ]);
  const [course, { Judge }, measuring] = await opening.catch(async (error: unknown) => {
    await learners.dispose();
    throw error;
  });
  const datasets = (name: string) => readDataset(distDir, name);
  const device = cpus()[0]?.model.trim();
  const judge = new Judge({
    course,
    datasets,
    learners,
    evaluate,
    clock: systemClock,
    ...(measuring && { ranking: measuring.measuredEngines(distDir, folders) }),
    ...(device && { device }),
  });
  return {
    check: (request, onEvent, signal) => judge.check(request, onEvent, signal),
    survey: (again, onEvent, signal) => judge.survey(again, onEvent, signal),
    dispose: async () => {
      process.off('exit', endLearners);
      await judge.dispose();
      await learners.dispose();
    },
  };
}
