import type { OpenCourse } from '../runtime/course/course';
import type { Verdict } from '../runtime/protocol/verdict';
import type { TreeDataProvider } from 'vscode';
import type { CheckOptions } from './checks';
import type { Engines } from './engines';
import type { LessonNode } from './lessonsTree';
import type { Progress } from './progress';
import type { Testing } from './testing';
import type { TrainingRuns } from './trainingRuns';

/** What `activate` answers with, for the tests in the extension host. */
export interface TensorDojoApi {
  /** What requiring the extension's code and `activate` took together. */
  readonly activationMs: number;
  readonly course: OpenCourse;
  readonly lessons: TreeDataProvider<LessonNode>;
  readonly progress: Progress;
  readonly trainingRuns: TrainingRuns;
  /** Only while a dojo workspace is open. */
  readonly testing: Testing | undefined;
  readonly engines: Engines;
  check(exercise: string, options?: CheckOptions): Promise<Verdict | undefined>;
}
