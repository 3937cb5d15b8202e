import type { VerdictSay } from './catalogue';

/** One after the other, as the language separates what it lists. */
export const listed = (items: readonly string[], say: VerdictSay): string => items.join(say('listSeparator'));

/** The same of names in code. */
export const codes = (names: readonly string[], say: VerdictSay): string =>
  listed(
    names.map((name) => `\`${name}\``),
    say,
  );
