import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCourse } from '../runtime/course/course';
import type { OpenCourse } from '../runtime/course/course';

/**
 * The course that the extension ships. Its files are small and read at once: while activation waited for the disk,
 * the editor would start other extensions first.
 */
export function openShippedCourse(folder: string): Promise<OpenCourse> {
  return openCourse(async (file) => readFileSync(join(folder, file), 'utf8'));
}
