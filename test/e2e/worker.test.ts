import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import esbuild from 'esbuild';
import type { Plugin } from 'esbuild';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { chromiumFlags, findChromium } from '../../build/chromium.mjs';
import type { Answer, Question } from './worker/judge';

// The judge, np, the kit and a learner need neither Node nor a page: here each side is a Web Worker.
const root = join(import.meta.dirname, '..', '..');
const exercise = '05-backprop/affine-layer';
const lesson = (file: string): Promise<string> => readFile(join(root, 'lessons', exercise, file), 'utf8');

vi.setConfig({ testTimeout: 30_000 });

/** The stripper of types asks Node for two things that a browser has under other names; nothing else may ask. */
const standIns: Record<string, string> = {
  util: 'export const { TextDecoder, TextEncoder } = globalThis;',
  'node:buffer': 'export const Buffer = { from: (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)) };',
};
const browserNames: Plugin = {
  name: 'browser names',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^(util|node:buffer)$/ }, ({ path, importer }) =>
      importer.includes(join('node_modules', 'amaro')) ? { path, namespace: 'browser' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'browser' }, ({ path }) => ({ contents: standIns[path]! }));
  },
};

let server: Server;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const { outputFiles } = await esbuild.build({
    entryPoints: ['judge', 'learner'].map((name) => join(import.meta.dirname, 'worker', `${name}.ts`)),
    outdir: root,
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
    plugins: [browserNames],
  });
  server = createServer(async ({ url = '/' }, response) => {
    const bundle = outputFiles.find(({ path }) => path === join(root, url));
    const content = bundle?.contents ?? (url.startsWith('/course/') && (await readFile(join(root, 'dist', url))));
    response.setHeader('content-type', url.endsWith('.js') ? 'text/javascript' : 'text/html');
    response.end(content || '<!doctype html><title>Workers</title>');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const executablePath = findChromium();
  browser = await chromium.launch({ args: chromiumFlags, ...(executablePath && { executablePath }) });
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** One check, in workers of its own. */
const check = (text: string): Promise<Answer> =>
  page.evaluate(
    (question: Question) =>
      new Promise<Answer>((resolve, reject) => {
        const judge = new Worker('/judge.js', { type: 'module' });
        judge.addEventListener('error', (event) => reject(new Error(event.message)));
        judge.addEventListener('message', ({ data }) => {
          judge.terminate();
          resolve(data as Answer);
        });
        judge.postMessage(question, []);
      }),
    { exercise, text },
  );

it('passes the solution, its gradients among it', async () => {
  const { outcome, gradients } = await check(await lesson('solution.ts'));
  expect(outcome).toBe('pass');
  expect(gradients).toEqual(['dx', 'dW', 'db'].map((tensor) => ({ tensor, pass: true })));
});

it('tells a mistake by its message', async () => {
  const { outcome, headline } = await check(await lesson('mistakes/gradient-on-its-side.ts'));
  expect(outcome).toBe('fail');
  expect(headline).toContain('Your `dW` is the transpose of what it should be.');
});

it('outlives a learner that never answers', async () => {
  expect(await check(`for (;;);\n${await lesson('solution.ts')}`)).toMatchObject({
    outcome: 'error',
    reason: 'timedOut',
  });
});
