import { NpError } from '../np/errors';
import type { SourcePlace, ThrownError } from '../protocol/script';

const maxCharacters = 4000;
const maxFrames = 20;

/** Longer than any frame, and short enough for a pattern on whatever a learner calls a stack. */
const maxLine = 1000;

/** The end of `at f (file.ts:3:14)`, of `at file.ts:3:14`, and of other engines' `f@file.ts:3:14`. */
const placePattern = /:(\d{1,9}):(\d{1,9})\)?$/;

/**
 * Anything thrown, as data. Of the stack only places in the modules' own files remain, innermost first.
 * A stack overflow or a hostile error may fail while it is read: then that part is left out.
 */
export function describeThrown(error: unknown, files: ReadonlySet<string>, lineOffset = 0): ThrownError {
  if (error === null || error === undefined) return { name: String(error), message: '', frames: [] };
  if (typeof error !== 'object') {
    return { name: typeof error, message: text(() => String(error)).slice(0, maxCharacters), frames: [] };
  }
  const read = (key: string) => text(() => (error as Record<string, unknown>)[key]);
  return {
    name: read('name') || 'Error',
    message: read('message').slice(0, maxCharacters),
    frames: framesOf(read('stack'), files, lineOffset),
    ...npPart(error),
  };
}

/** What one of np's errors says beside its English message; a subclass of the learner's may have made it unreadable. */
function npPart(error: object): Pick<ThrownError, 'np'> {
  try {
    if (!(error instanceof NpError)) return {};
    const parameters = Object.entries(error.parameters).map(([key, value]) => [
      key,
      typeof value === 'number' ? value : String(value).slice(0, maxCharacters),
    ]);
    return { np: { where: `${error.where}`, code: `${error.code}`, parameters: Object.fromEntries(parameters) } };
  } catch {
    return {};
  }
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
  const lines = stack.slice(0, 100 * maxCharacters).split('\n');
  const frames = refusedText(lines, files, lineOffset);
  for (const line of lines) {
    const found = line.length > maxLine ? null : placePattern.exec(line);
    const file = found && fileAtEnd(line.slice(0, found.index), files);
    if (!found || !file) continue;
    frames.push({ file, line: Number(found[1]) - lineOffset, column: Number(found[2]) });
    if (frames.length === maxFrames) break;
  }
  return frames;
}

/** A file's name may have spaces and parentheses: it is known by its end, the longest that fits. */
function fileAtEnd(text: string, files: ReadonlySet<string>): string | undefined {
  const fitting = [...files].filter(
    (file) => text === file || (/ |\(|@/.test(text.at(-file.length - 1) ?? '') && text.endsWith(file)),
  );
  return fitting.sort((a, b) => b.length - a.length)[0];
}

/** A text that the engine cannot even compile has run nothing, and so has no frame: Node names the line and draws a caret. */
function refusedText(lines: string[], files: ReadonlySet<string>, lineOffset: number): SourcePlace[] {
  const [head = '', , carets = ''] = lines;
  const at = head.lastIndexOf(':');
  const [file, line] = [head.slice(0, at), Number(head.slice(at + 1))];
  if (!files.has(file) || !Number.isSafeInteger(line) || !/^\s*\^+$/.test(carets.slice(0, maxLine))) return [];
  return [{ file, line: line - lineOffset, column: carets.indexOf('^') + 1 }];
}
