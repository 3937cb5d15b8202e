/** Those that there is machine code for. */
export const platforms: string[];
/** The extension as one platform gets it. */
export function stage(folder: string, platform: string): void;
