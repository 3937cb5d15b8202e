import { npMessages, type NpErrorCode } from '../protocol/npMessages';
import type { Locale } from '../protocol/exercise';
import type { ThrownError } from '../protocol/script';
import { fill } from './fill';
import { npZhCn } from './npZhCn';

const catalogues: Record<Locale, Readonly<Record<NpErrorCode, string>>> = { en: npMessages, 'zh-cn': npZhCn };

/** A learner's process may say anything. */
const maxCharacters = 4000;

/** What an error says, in the reader's language where it is one of np's. */
export function thrownMessage({ message, np }: ThrownError, locale: Locale): string {
  if (np === undefined || !Object.hasOwn(npMessages, np.code)) return message;
  return `${np.where}: ${fill(catalogues[locale][np.code as NpErrorCode], np.parameters)}`.slice(0, maxCharacters);
}
