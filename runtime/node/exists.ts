import { stat } from 'node:fs/promises';

/** Whether there is such a file or folder. */
export const exists = (at: string): Promise<boolean> =>
  stat(at).then(
    () => true,
    () => false,
  );
