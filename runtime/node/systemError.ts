/** What the system calls an error: `ENOENT`, `EEXIST`. */
export const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException | undefined)?.code);
