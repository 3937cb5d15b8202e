import type { PassedOver } from '../protocol/engine';
import type { Locale } from '../protocol/exercise';
import { verdictWords } from './catalogue';

const keys = {
  notBuilt: 'engineNotBuilt',
  notInstalled: 'engineNotInstalled',
  halfInstalled: 'engineHalfInstalled',
  libraryMissing: 'engineLibraryMissing',
  didNotLoad: 'engineDidNotLoad',
  failedItsTest: 'engineFailedItsTest',
  died: 'engineDied',
} as const satisfies Record<PassedOver['why'], string>;

/** Why an engine was not taken. */
export function passedOverText({ engine, why, detail }: PassedOver, locale: Locale): string {
  return verdictWords(locale)(keys[why], { engine, detail });
}
