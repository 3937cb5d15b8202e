import type { PassedOver } from '../protocol/engine';
import type { EngineFigures, Prediction } from '../protocol/pricing';
import type { Locale } from '../protocol/exercise';
import { verdictWords } from './catalogue';
import type { VerdictSay } from './catalogue';

const keys = {
  notBuilt: 'engineNotBuilt',
  notInstalled: 'engineNotInstalled',
  halfInstalled: 'engineHalfInstalled',
  libraryMissing: 'engineLibraryMissing',
  didNotLoad: 'engineDidNotLoad',
  failedItsTest: 'engineFailedItsTest',
  died: 'engineDied',
  lost: 'engineLost',
  software: 'engineSoftware',
} as const satisfies Record<PassedOver['why'], string>;

/** Why an engine was not taken. */
export function passedOverText({ engine, why, detail }: PassedOver, locale: Locale): string {
  return verdictWords(locale)(keys[why], { engine, detail });
}

/** What can be said without further words. */
type Remedy = Extract<Parameters<VerdictSay>[0], `remedy${string}`>;

const remedies: Partial<Record<string, Partial<Record<PassedOver['why'], Remedy>>>> = {
  native: { notBuilt: 'remedyNativeNotBuilt' },
  webgpu: {
    notBuilt: 'remedyWebgpuNotBuilt',
    didNotLoad: 'remedyWebgpuDriver',
    software: 'remedyWebgpuDriver',
    lost: 'remedyLost',
  },
  'tfjs-node-gpu': {
    notInstalled: 'remedyCudaNotInstalled',
    halfInstalled: 'remedyCudaHalfInstalled',
    libraryMissing: 'remedyCudaLibrary',
    lost: 'remedyLost',
  },
};

/** What one could do about an engine that was not taken, where something can be done. */
export function remedyText({ engine, why }: PassedOver, locale: Locale): string | undefined {
  const key = remedies[engine]?.[why];
  return key && verdictWords(locale)(key);
}

/** What the engine was measured to take. */
export function figuresText({ sumMs, productMs, readyMs }: EngineFigures, locale: Locale): string {
  const [sum, product, ready] = [sumMs * 1000, productMs, readyMs].map((value) => Number(value.toPrecision(2)));
  return verdictWords(locale)('engineFigures', { sum: sum!, product: product!, ready: ready! });
}

/** "native: 0.3 ms a step; webgpu about 2.1": the engine in use, and then the others. */
export function predictionsText(predictions: readonly Prediction[], locale: Locale): string {
  const say = verdictWords(locale);
  const words = predictions.map((prediction, i) => predictionText(prediction, i === 0, say));
  return words.join(say('predictionSeparator'));
}

function predictionText({ engine, msPerStep }: Prediction, isUsed: boolean, say: VerdictSay): string {
  return say(isUsed ? 'predictedHere' : 'predictedThere', { engine, ms: Number(msPerStep.toPrecision(2)) });
}
