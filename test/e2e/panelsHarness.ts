import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import esbuild from 'esbuild';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../build/chromium.mjs';
import type { Locale } from '../../runtime/protocol/exercise';
import { panelStrings } from '../../runtime/words/catalogue';
import { panelHtml } from '../../webviews/html';
import { exact } from '../../webviews/posted';
import type { PanelName } from '../../webviews/protocol';
import { themes } from './panelsThemes';
import type { ThemeName } from './panelsThemes';

const root = join(import.meta.dirname, '..', '..');
const origin = 'https://panel.test';

export interface PanelOptions {
  theme?: ThemeName;
  lang?: Locale;
  width?: number;
  height?: number;
}

/** A panel alone in a browser: its real page, script and policy, a stand-in for VS Code around it. */
export class Panel {
  readonly page: Page;
  /** What the content security policy refused. */
  readonly refused: string[];
  readonly #name: PanelName;

  constructor(page: Page, name: PanelName, refused: string[]) {
    this.page = page;
    this.#name = name;
    this.refused = refused;
  }

  /** As the host posts it. */
  async send(message: unknown): Promise<void> {
    await this.page.evaluate((posted) => window.postMessage(posted, '*'), exact(message));
    // A frame later the panel has drawn it.
    await this.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  }

  /** What the panel has posted to its host so far. */
  async posted(): Promise<unknown[]> {
    return this.page.evaluate(() => (window as unknown as { posted: unknown[] }).posted);
  }

  /** What the panel has left for its serializer. */
  async kept(): Promise<unknown> {
    return this.page.evaluate(() => (window as unknown as { kept: unknown }).kept);
  }

  async setTheme(theme: ThemeName): Promise<void> {
    await this.page.evaluate(applyTheme, themes[theme]);
  }

  async shot(moment: string): Promise<void> {
    const folder = join(root, '.test', 'panels');
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${this.#name}-${moment}.png`), fullPage: true });
  }
}

export class PanelBrowser {
  readonly #browser: Browser;
  readonly #files: Map<string, Uint8Array>;

  private constructor(browser: Browser, files: Map<string, Uint8Array>) {
    this.#browser = browser;
    this.#files = files;
  }

  static async open(): Promise<PanelBrowser> {
    const executablePath = findChromium();
    const browser = await chromium.launch({ args: chromiumFlags, ...(executablePath && { executablePath }) });
    return new PanelBrowser(browser, await bundle());
  }

  async panel(name: PanelName, options: PanelOptions = {}): Promise<Panel> {
    const { theme = 'dark', lang = 'en', width = 860, height = 900 } = options;
    const page = await this.#browser.newPage({ viewport: { width, height } });
    const refused: string[] = [];
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text());
    });
    page.on('pageerror', (error) => refused.push(String(error)));
    const html = panelHtml({
      panel: name,
      nonce: 'n0nce',
      cspSource: origin,
      scriptUri: `${origin}/${name}.js`,
      styleUris: [...(name === 'task' ? [`${origin}/katex/katex.min.css`] : []), `${origin}/${name}.css`],
      lang,
      title: name,
      strings: panelStrings(name, lang),
      state: { exercise: '05-backprop/affine-layer' },
    });
    await page.route(`${origin}/**`, async (route) => {
      const path = new URL(route.request().url()).pathname.slice(1);
      const font = /^katex\/fonts\/[\w-]+\.woff2$/.test(path);
      const file = font
        ? readFileSync(join(root, 'node_modules', 'katex', 'dist', 'fonts', basename(path)))
        : this.#files.get(path);
      if (path === '') await route.fulfill({ contentType: 'text/html', body: html });
      else if (file) await route.fulfill({ contentType: typeOf(path), body: Buffer.from(file) });
      else await route.fulfill({ status: 404 });
    });
    await page.addInitScript(standIn);
    await page.addInitScript(applyTheme, themes[theme]);
    await page.goto(`${origin}/`);
    return new Panel(page, name, refused);
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}

async function bundle(): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    outdir: 'out',
    entryPoints: ['task', 'training', 'gradient'].map((name) => ({ in: `webviews/${name}/main.ts`, out: name })),
  });
  const katex = readFileSync(join(root, 'node_modules', 'katex', 'dist', 'katex.min.css'));
  return new Map([
    ...outputFiles.map(({ path, contents }): [string, Uint8Array] => [basename(path), contents]),
    ['katex/katex.min.css', katex],
  ]);
}

function typeOf(path: string): string {
  if (path.endsWith('.js')) return 'text/javascript';
  return path.endsWith('.css') ? 'text/css' : 'font/woff2';
}

/** Runs in the page, before any of its scripts. */
function standIn(): void {
  const posted: unknown[] = [];
  const host = {
    posted,
    kept: undefined as unknown,
    acquireVsCodeApi: () => ({
      postMessage: (message: unknown) => posted.push(message),
      setState: (state: unknown) => (host.kept = state),
    }),
  };
  Object.defineProperties(
    window,
    Object.getOwnPropertyDescriptors({ posted, acquireVsCodeApi: host.acquireVsCodeApi }),
  );
  Object.defineProperty(window, 'kept', { get: () => host.kept });
}

/** Runs in the page: VS Code sets the variables on the root. */
function applyTheme(variables: Record<string, string>): void {
  const set = (): void => {
    document.documentElement.removeAttribute('style');
    for (const [name, value] of Object.entries(variables)) {
      document.documentElement.style.setProperty(`--vscode-${name}`, value);
    }
  };
  if (document.documentElement) set();
  else document.addEventListener('readystatechange', set, { once: true });
}
