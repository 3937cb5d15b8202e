import type { Locale } from '../protocol/exercise';
import { en } from './en';
import type { PanelStrings, Words } from './en';
import { speaker } from './fill';
import type { Say } from './fill';
import { zhCn } from './zhCn';

const catalogues: Record<Locale, Words> = { en, 'zh-cn': zhCn };

type English = typeof en;

export type VerdictSay = Say<English['verdict']>;

/** The verdict's words in a language. */
export function verdictWords(locale: Locale): VerdictSay {
  return speaker<English['verdict']>(catalogues[locale].verdict);
}

/** The strings that a panel's page is given. */
export function panelStrings<P extends 'task' | 'training' | 'gradient'>(
  panel: P,
  locale: Locale,
): Record<keyof PanelStrings<P> & string, string> {
  const words = catalogues[locale];
  return { ...words.panel, ...words[panel] } as Record<keyof PanelStrings<P> & string, string>;
}
