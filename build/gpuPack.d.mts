/** As the archive holds it. */
export function stage(folder: string): void;
