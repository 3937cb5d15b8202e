import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import type { Locale } from '../protocol/exercise';
import { UsageError } from './usage';

type Flags = NonNullable<ParseArgsConfig['options']>;

/** Reads the words after a verb, `most` of them without a flag; what does not fit is a `UsageError` that names it. */
export function readOptions<const T extends Flags>(
  args: string[],
  options: T,
  most = Infinity,
): ReturnType<typeof parseArgs<{ options: T; allowPositionals: true }>> {
  try {
    const read = parseArgs({ args, options, allowPositionals: true });
    const tooMuch = read.positionals[most];
    if (tooMuch === undefined) return read;
    throw new Error(`"${tooMuch}" is one word too many`);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.split(/[.\n]/)[0] : String(error));
  }
}

export function readLocale(text: string | undefined, env: NodeJS.ProcessEnv): Locale {
  if (text === 'en' || text === 'zh-cn') return text;
  if (text !== undefined) throw new UsageError(`--locale ${text} is not one of en, zh-cn`);
  const language = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return language.toLowerCase().startsWith('zh') ? 'zh-cn' : 'en';
}

/** A seed is an unsigned 32-bit integer; without one a fresh one is drawn and named in the answer. */
export function readSeed(text: string | undefined): number {
  if (text === undefined) return Math.floor(Math.random() * 2 ** 32);
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed >= 2 ** 32) {
    throw new UsageError(`--seed "${text}" is not an integer from 0 to ${2 ** 32 - 1}`);
  }
  return seed;
}
