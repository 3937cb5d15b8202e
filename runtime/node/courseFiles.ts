import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openCourse } from '../course/course';
import type { OpenCourse } from '../course/course';

/** The course that was built beside this program. */
export const openBuiltCourse = (distDir: string): Promise<OpenCourse> =>
  openCourse((file) => readFile(path.join(distDir, 'course', file), 'utf8'));
