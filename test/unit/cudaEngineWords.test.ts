import { describe, expect, it } from 'vitest';
import type { CudaFailure, CudaNeed } from '../../runtime/protocol/cudaEngine';
import { cudaEn } from '../../runtime/words/cudaEn';
import {
  cudaAccount,
  cudaFailureText,
  cudaFoundText,
  cudaNeedText,
  cudaProgressText,
} from '../../runtime/words/cudaWords';
import { cudaZhCn } from '../../runtime/words/cudaZhCn';
import { placeholders } from '../../runtime/words/fill';

/** Every text with the way to it. */
function texts(value: object, at = ''): [path: string, text: string][] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]): [string, string][] =>
    typeof inner === 'string' ? [[`${at}${key}`, inner]] : texts(inner as object, `${at}${key}.`),
  );
}

const need = (over: Partial<CudaNeed>): CudaNeed => ({
  about: 'cuda',
  state: 'met',
  needed: '11.2',
  found: '',
  detail: '',
  ...over,
});

describe('the words about the CUDA engine', () => {
  const chinese = new Map(texts(cudaZhCn));

  it('are there in both languages', () => {
    expect([...chinese.keys()]).toEqual(texts(cudaEn).map(([path]) => path));
  });

  it.each(texts(cudaEn))('%s says the same in both', (path, english) => {
    expect(placeholders(chinese.get(path) ?? '')).toEqual(placeholders(english));
  });

  it.each(Object.keys(cudaEn.failure) as CudaFailure['reason'][])('%s ends in a next step', (reason) => {
    for (const locale of ['en', 'zh-cn'] as const) {
      const text = cudaFailureText({ stage: 'library', reason, detail: '', kept: true }, locale);
      expect(text).toContain((locale === 'en' ? cudaEn : cudaZhCn).failure[reason].next);
      expect(text).toContain((locale === 'en' ? cudaEn : cudaZhCn).kept);
    }
  });

  it('leave no placeholder open', () => {
    for (const about of Object.keys(cudaEn.need) as CudaNeed['about'][])
      for (const state of Object.keys(cudaEn.state) as CudaNeed['state'][])
        for (const locale of ['en', 'zh-cn'] as const)
          expect(JSON.stringify(cudaNeedText(need({ about, state }), locale))).not.toMatch(/[{]\w+[}]|undefined/);
  });

  it('make an account that reads line by line', () => {
    const found = {
      needs: [
        need({ found: '11.2.152', detail: '/usr/lib' }),
        need({ about: 'cudnn', state: 'otherVersion', needed: '8.1', found: '8.0.5' }),
      ],
      installable: true,
      forGpu: false,
    };
    expect(cudaAccount(found, 'en')).toEqual([
      '✓ CUDA: 11.2.152, /usr/lib',
      '✗ cuDNN: 8.1 is needed, or a later 8.x; found 8.0.5',
      '    Install cuDNN 8.1 for CUDA 11.2 beside it: developer.nvidia.com/rdp/cudnn-archive.',
    ]);
  });

  it('say how far it is, and what is there afterwards', () => {
    expect(cudaProgressText({ stage: 'library', done: 0.5, bytes: { now: 512e6, about: 970e6 } }, 'en')).toBe(
      'TensorFlow for CUDA: 512 MB of about 970 MB',
    );
    expect(cudaFoundText({ package: '4.22.0', tensorFlow: '2.9.1', onGpu: true }, 'en')).toBe(
      'tfjs-node-gpu 4.22.0 is installed, with TensorFlow 2.9.1. TensorFlow computes on the GPU.',
    );
  });
});
