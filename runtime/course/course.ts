import type { Course, Exercise, Lesson, Secret } from '../protocol/exercise';

/** Reads one file of the built course, by its path inside it. */
export type ReadText = (path: string) => Promise<string>;

/** A file of the built course that is absent or not what the build wrote. */
class CourseError extends Error {
  override name = 'CourseError';
}

/**
 * The built course: its index, and each exercise's texts when they are asked for.
 * `Lesson` is what a learner may see; `Secret` is for the judge and for an earned comparison.
 */
export interface OpenCourse {
  readonly course: Course;
  /** All exercises in course order. */
  readonly exercises: readonly Exercise[];
  /** By id or by an earlier id. */
  find(id: string): Exercise | undefined;
  lesson(id: string): Promise<Lesson>;
  secret(id: string): Promise<Secret>;
}

export async function openCourse(read: ReadText): Promise<OpenCourse> {
  const course = await readJson<Course>(read, 'index.json', isCourse);
  const exercises = course.chapters.flatMap((chapter) => chapter.exercises);
  const byId = new Map<string, Exercise>();
  for (const exercise of exercises) for (const alias of exercise.aliases) byId.set(alias, exercise);
  for (const exercise of exercises) byId.set(exercise.id, exercise);
  return {
    course,
    exercises,
    find: (id) => byId.get(id),
    lesson: once((id) => readJson<Lesson>(read, `${id}.lesson.json`, isLesson)),
    secret: once((id) => readJson<Secret>(read, `${id}.secret.json`, isSecret)),
  };
}

async function readJson<T>(read: ReadText, path: string, is: (value: unknown) => value is T): Promise<T> {
  let text: string;
  try {
    text = await read(path);
  } catch (error) {
    throw new CourseError(
      `course/${path} could not be read (${String(error)}). Reinstall Tensor Dojo, or build it again.`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (!is(value)) throw new CourseError(`course/${path} is damaged. Reinstall Tensor Dojo, or build it again.`);
  return value;
}

/** One read per key; a read that failed is tried again next time. */
function once<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    value.catch(() => known.delete(key));
    return value;
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCourse = (value: unknown): value is Course =>
  isRecord(value) &&
  value['formatVersion'] === 1 &&
  Array.isArray(value['chapters']) &&
  value['chapters'].every((chapter) => isRecord(chapter) && Array.isArray(chapter['exercises']));

const isLesson = (value: unknown): value is Lesson =>
  isRecord(value) && isRecord(value['exercise']) && isRecord(value['task']) && typeof value['starter'] === 'string';

const isSecret = (value: unknown): value is Secret =>
  isRecord(value) &&
  typeof value['solution'] === 'string' &&
  typeof value['checks'] === 'string' &&
  isRecord(value['mistakes']);
