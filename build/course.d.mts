import type { Exercise, Lesson, Localized } from '../runtime/protocol/exercise';

export interface Problem {
  file: string;
  line?: number;
  message: string;
}

export interface ExerciseSource {
  id: string;
  dir: string;
  exercise: Exercise;
  /** Mutants that no check can kill, with the reason. */
  survivors: Record<string, string>;
  /** Its cases are known once it is built. */
  lesson: Omit<Lesson, 'cases'>;
  solution: string;
  solutionPy: string;
  mistakes: Record<string, string>;
  alternatives: Record<string, string>;
}

export interface CourseSource {
  chapters: { id: string; title: Localized; summary: Localized; exercises: ExerciseSource[] }[];
  problems: Problem[];
}

/** Builds the course into `outDir`, leaving out exercises that have problems. */
export function buildCourse(lessonsDir: string, outDir: string): Promise<CourseSource>;

export function showProblem(problem: Problem): string;
