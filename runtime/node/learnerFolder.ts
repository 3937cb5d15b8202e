import { mkdtempSync, readdirSync, realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';

const prefix = 'tensor-dojo-learner-';

/**
 * A folder for one learner process. Its real path, for the permission model refuses to follow a link.
 * Made at once: whatever the judge does next, the learner is starting already.
 */
export function createLearnerFolder(temporary: string): string {
  return realpathSync(mkdtempSync(path.join(temporary, `${prefix}${process.pid}-`)));
}

export async function removeLearnerFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Folders of learners whose parent was ended before it could remove them. */
export async function sweepLearnerFolders(temporary: string): Promise<void> {
  const orphaned = readdirSync(temporary).filter((name) => {
    const parent = new RegExp(`^${prefix}(\\d+)-\\w{6}$`).exec(name)?.[1];
    return parent !== undefined && !isAlive(Number(parent));
  });
  await Promise.allSettled(orphaned.map((name) => removeLearnerFolder(path.join(temporary, name))));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
