import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openCourse } from '../course/course';
import type { OpenCourse } from '../course/course';

/** The course that was built beside this program, or elsewhere. */
export const openBuiltCourse = (distDir: string, courseDir = path.join(distDir, 'course')): Promise<OpenCourse> =>
  openCourse((file) => readFile(path.join(courseDir, file), 'utf8'));
