import type { SourcePlace, ThrownError } from '../protocol/script';

const maxCharacters = 4000;
const maxFrames = 20;

/** `at f (file.ts:3:14)`, `at file.ts:3:14`: the engine's own line formats. */
const framePattern = /^\s*(?:at .*?\(|at |.*@)?(.+?):(\d+):(\d+)\)?$/;

/**
 * Anything thrown, as data. Of the stack only places in the modules' own files remain, innermost first.
 * A stack overflow or a hostile error may fail while it is read: then that part is left out.
 */
export function describeThrown(error: unknown, files: ReadonlySet<string>, lineOffset = 0): ThrownError {
  if (typeof error !== 'object' || error === null) {
    return { name: typeof error, message: text(() => String(error)).slice(0, maxCharacters), frames: [] };
  }
  const read = (key: string) => text(() => (error as Record<string, unknown>)[key]);
  return {
    name: read('name') || 'Error',
    message: read('message').slice(0, maxCharacters),
    frames: framesOf(read('stack'), files, lineOffset),
  };
}

function text(read: () => unknown): string {
  try {
    const value = read();
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
}

function framesOf(stack: string, files: ReadonlySet<string>, lineOffset: number): SourcePlace[] {
  const frames: SourcePlace[] = [];
  for (const line of stack.slice(0, 100 * maxCharacters).split('\n')) {
    const [, file = '', row, column] = framePattern.exec(line) ?? [];
    if (!files.has(file)) continue;
    frames.push({ file, line: Number(row) - lineOffset, column: Number(column) });
    if (frames.length === maxFrames) break;
  }
  return frames;
}
