import type { OpenCourse } from '../runtime/course/course';
import type { Checks } from './checks';
import type { CurrentExercise } from './currentExercise';
import type { DojoWorkspace } from './dojoWorkspace';
import type { Language } from './language';
import type { Engines } from './engines';
import type { LearnerFiles } from './learnerFiles';
import type { Progress } from './progress';
import type { TrainingRuns } from './trainingRuns';
import type { Trust } from './trust';
import type { Verdicts } from './verdicts';

/** All state that views render; none of it knows a view. */
export interface Dojo {
  readonly course: OpenCourse;
  readonly workspace: DojoWorkspace;
  readonly current: CurrentExercise;
  readonly files: LearnerFiles;
  readonly progress: Progress;
  readonly verdicts: Verdicts;
  readonly trainingRuns: TrainingRuns;
  readonly checks: Checks;
  readonly engines: Engines;
  readonly trust: Trust;
  readonly language: Language;
}

/** Why nothing can be run, if so. */
export function blocked({ trust, workspace }: Dojo): 'untrusted' | 'noWorkspace' | null {
  if (!workspace.root) return 'noWorkspace';
  return trust.isTrusted ? null : 'untrusted';
}
