import type { Chapter, Course, Exercise } from '../runtime/protocol/exercise';
import type { ExerciseState } from './progressRecords';

export type StateOf = (exercise: Exercise) => ExerciseState;

export function chapterOf(course: Course, exercise: Exercise): Chapter | undefined {
  return course.chapters.find((chapter) => chapter.exercises.includes(exercise));
}

/** The first exercise not passed, in course order: after the one named if any is left there, else from the start. */
export function upNext(exercises: readonly Exercise[], stateOf: StateOf, after?: string): Exercise | undefined {
  const start = exercises.findIndex((exercise) => exercise.id === after) + 1;
  return [...exercises.slice(start), ...exercises.slice(0, start)].find(
    (exercise) => exercise.id !== after && stateOf(exercise) !== 'passed',
  );
}

export function passedCount(exercises: readonly Exercise[], stateOf: StateOf): number {
  return exercises.filter((exercise) => stateOf(exercise) === 'passed').length;
}

/** All exercises that this one stands on, nearest first, each once. */
export function standsOn(exercise: Exercise, find: (id: string) => Exercise | undefined): Exercise[] {
  const found: Exercise[] = [];
  const visit = (ids: string[]): void => {
    const fresh = ids.flatMap((id) => find(id) ?? []).filter((used) => used !== exercise && !found.includes(used));
    found.push(...fresh);
    for (const used of fresh) visit(used.uses);
  };
  visit(exercise.uses);
  return found;
}
