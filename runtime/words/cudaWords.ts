import type {
  CudaEngineFound,
  CudaEngineState,
  CudaFailure,
  CudaNeed,
  CudaProgress,
  CudaRequirements,
} from '../protocol/cudaEngine';
import type { Locale } from '../protocol/exercise';
import { cudaEn } from './cudaEn';
import type { CudaCatalogue } from './cudaEn';
import { cudaZhCn } from './cudaZhCn';
import { fill } from './fill';

const catalogues: Record<Locale, CudaCatalogue> = { en: cudaEn, 'zh-cn': cudaZhCn };

export interface CudaNeedText {
  title: string;
  text: string;
  /** What to do about it, where something can be done. */
  next?: string;
}

/** What is needed of one kind and what was found. */
export function cudaNeedText({ about, state, needed, found, detail }: CudaNeed, locale: Locale): CudaNeedText {
  const words = catalogues[locale];
  const { text, next } = words.need[about][state] ?? { text: words.state[state] };
  const values = { needed, found, detail };
  return {
    title: words.title[about],
    text: fill(text, values).trim(),
    ...(next !== undefined && { next: fill(next, values) }),
  };
}

const signs: Record<CudaNeed['state'], string> = {
  met: '✓',
  missing: '✗',
  otherVersion: '✗',
  aside: '✗',
  unknown: '?',
};

/** The whole account, line by line. */
export function cudaAccount({ needs }: CudaRequirements, locale: Locale): string[] {
  return needs.flatMap((need) => {
    const { title, text, next } = cudaNeedText(need, locale);
    return [`${signs[need.state]} ${title}: ${text}`, ...(next === undefined ? [] : [`    ${next}`])];
  });
}

/** `TensorFlow for CUDA: 512 MB of about 970 MB` */
export function cudaProgressText({ stage, bytes }: CudaProgress, locale: Locale): string {
  const words = catalogues[locale];
  if (!bytes) return words.stage[stage];
  return `${words.stage[stage]}: ${fill(words.bytes, { now: megabytes(bytes.now), about: megabytes(bytes.about) })}`;
}

/** What went wrong and what to do next. */
export function cudaFailureText({ reason, detail, kept }: CudaFailure, locale: Locale): string {
  const words = catalogues[locale];
  const { text, next } = words.failure[reason];
  const said = reason === 'other' && detail !== '' ? `${text} ${detail}` : text;
  return [said, next, ...(kept ? [words.kept] : [])].join(' ');
}

/** What lies where the engine is installed. */
export function cudaStateText(state: CudaEngineState, locale: Locale): string {
  const words = catalogues[locale];
  switch (state.state) {
    case 'absent':
      return words.absent;
    case 'half':
      return fill(words.half, { missing: state.missing });
    case 'whole':
      return cudaFoundText(state.found, locale);
    default:
      return state satisfies never;
  }
}

/** What is installed, and on what it computes. */
export function cudaFoundText(found: CudaEngineFound, locale: Locale): string {
  const words = catalogues[locale];
  const installed = fill(words.whole, { package: `tfjs-node-gpu ${found.package}`, tensorFlow: found.tensorFlow });
  return `${installed} ${found.onGpu ? words.onGpu : words.onCpu}`;
}

export function cudaSizeText(sizes: { downloadBytes: number; installedBytes: number }, locale: Locale): string {
  const values = { download: gigabytes(sizes.downloadBytes), installed: gigabytes(sizes.installedBytes) };
  return fill(catalogues[locale].size, values);
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
