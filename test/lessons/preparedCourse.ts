import path from 'node:path';
import { Preparations } from '../../runtime/judge/prepare';
import { openBuiltCourse } from '../../runtime/node/courseFiles';
import { evaluate } from '../../runtime/node/evaluate';
import type { OpenCourse } from '../../runtime/course/course';

export const root = path.join(import.meta.dirname, '..', '..');
export const distDir = path.join(root, 'dist');

/** The course as it was built last, and as the judge reads it. */
export async function preparedCourse(): Promise<{ course: OpenCourse; preparations: Preparations }> {
  const course = await openBuiltCourse(distDir);
  return { course, preparations: new Preparations(course, evaluate) };
}
