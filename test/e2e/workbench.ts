import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../build/chromium.mjs';
import { prepareHost, prepareLanguagePack } from '../../build/host.mjs';
import { startServer, workbenchUrl } from '../../build/server.mjs';
import type { Server } from '../../build/server.mjs';
import { until } from './until';

const root = join(import.meta.dirname, '..', '..');
const themes = { dark: 'Default Dark Modern', light: 'Default Light Modern', contrast: 'Default High Contrast' };

export interface WorkbenchOptions {
  theme?: keyof typeof themes;
  language?: 'en' | 'zh-cn';
  /** Workspace trust as everyone has it; off by default here, so that nothing asks. */
  trust?: boolean;
  /** Fills the folder that is opened; without it that is a new dojo workspace. */
  prepare?: (folder: string) => void;
  settings?: Record<string, unknown>;
  env?: Record<string, string>;
  /** The extension under test: this repository's, unless another is named. */
  extension?: { path: string; id: string };
}

/** A real VS Code with the extension in it, opened in a browser, and what a person can do with it. */
export class Workbench {
  readonly page: Page;
  readonly folder: string;
  /** A home of its own for the editor and all that it starts. */
  readonly home: string;
  /** What a content security policy refused so far, in the page or in a panel, in the browser's own words. */
  readonly refused: string[];
  readonly #name: string;
  readonly #extensionId: string;
  readonly #scratch: string;
  readonly #server: Server;
  readonly #browser: Browser;

  private constructor(parts: {
    name: string;
    extensionId: string;
    scratch: string;
    server: Server;
    browser: Browser;
    page: Page;
    refused: string[];
  }) {
    this.page = parts.page;
    this.folder = join(parts.scratch, 'dojo');
    this.home = join(parts.scratch, 'home');
    this.refused = parts.refused;
    this.#name = parts.name;
    this.#extensionId = parts.extensionId;
    this.#scratch = parts.scratch;
    this.#server = parts.server;
    this.#browser = parts.browser;
  }

  /** `name` is what its screenshots are called. */
  static async open(name: string, options: WorkbenchOptions = {}): Promise<Workbench> {
    const { theme = 'dark', language = 'en', prepare = dojoWorkspace, settings, env } = options;
    const extension = options.extension ?? { path: root, id: 'tensor-dojo.tensor-dojo' };
    const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'dojo-e2e-')));
    const folder = join(scratch, 'dojo');
    const home = join(scratch, 'home');
    mkdirSync(folder);
    mkdirSync(home);
    prepare(folder);
    shareCosts(join(scratch, 'server'));

    await prepareHost();
    const chinese = language === 'zh-cn';
    const server = await startServer({
      home: join(scratch, 'server'),
      trust: options.trust ?? false,
      settings: {
        'workbench.colorTheme': themes[theme],
        'git.enabled': false,
        'window.commandCenter': false,
        ...settings,
      },
      env: { EXTENSIONS_GALLERY: '{}', HOME: home, USERPROFILE: home, ...env },
      ...(chinese && { language, languagePack: await prepareLanguagePack() }),
    });
    const executablePath = findChromium();
    const browser = await chromium.launch({ args: chromiumFlags, ...(executablePath && { executablePath }) });
    const context = await browser.newContext({
      viewport: { width: 1400, height: 900 },
      colorScheme: theme === 'light' ? 'light' : 'dark',
      locale: chinese ? 'zh-CN' : 'en-US',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    context.setDefaultTimeout(30_000);
    const refused: string[] = [];
    context.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text());
    });
    const page = await context.newPage();
    const workbench = new Workbench({ name, extensionId: extension.id, scratch, server, browser, page, refused });
    await page.goto(workbenchUrl(server, { folder, extension: extension.path }));
    await workbench.ready();
    return workbench;
  }

  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  }

  /** As a person reloads the page: the extension host starts again, the server goes on. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /**
   * As a person looks at another tab for a moment: that is when the workbench in a browser saves its layout. Done when what
   * it has saved names this view.
   */
  async lookAway(view: string): Promise<void> {
    await until(`the saved layout to name ${view}`, async () => {
      await this.page.evaluate(() => {
        document.hasFocus = () => false;
        window.dispatchEvent(new Event('blur'));
        document.hasFocus = () => true;
        window.dispatchEvent(new Event('focus'));
      });
      return this.page.evaluate(savedLayoutNames, view);
    });
  }

  /** Runs a command from the palette by its title. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input.input');
    await input.waitFor();
    await input.fill(`>${title}`);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** Puts the cursor into the first editor, by key: to click on its lines, the browser would first scroll all of their height into view. */
  async focusEditor(): Promise<void> {
    const focused = this.page.locator('.editor-group-container').first().locator('.monaco-editor.focused');
    await until('the editor to have the focus', async () => {
      await this.page.keyboard.press('ControlOrMeta+1');
      return (await focused.count()) > 0;
    });
  }

  /** Replaces what the first editor holds. */
  async write(text: string): Promise<void> {
    await this.focusEditor();
    await this.overwrite(text);
  }

  /** Replaces what the focused editor holds; pasted, so that nothing is indented or closed on the way. */
  async overwrite(text: string): Promise<void> {
    const press = async (...keys: string[]): Promise<void> => {
      for (const key of keys) await this.page.keyboard.press(`ControlOrMeta+${key}`);
    };
    await until('the editor to hold the text', async () => {
      await this.page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
      await press('a', 'v');
      await this.page.evaluate(() => navigator.clipboard.writeText(''));
      await press('a', 'c');
      return (await this.page.evaluate(() => navigator.clipboard.readText())) === text;
    });
    await press('Home');
  }

  /** A view container's icon in the activity bar. */
  activity(name: string | RegExp): Locator {
    return this.page.locator('.activitybar').getByRole('tab', { name });
  }

  /** A row of the tree view of that name; `exact` where one name begins another. */
  row(tree: string | RegExp, name: string | RegExp): Locator {
    return this.page.getByRole('tree', { name: tree }).getByRole('treeitem', { name });
  }

  /** A status bar item by the id that the extension gave it. */
  statusItem(id: string): Locator {
    return this.page.locator(`[id="${this.#extensionId}.${id}"]`);
  }

  /** The inside of the extension's panel that has an element of this kind, once there is one. */
  async panel(selector: string): Promise<FrameLocator> {
    const panels = this.page.locator(`iframe.webview[src*="extensionId=${this.#extensionId}"]`);
    return until(`a panel with ${selector}`, async () => {
      for (const name of await panels.evaluateAll((frames) => frames.map((frame) => frame.getAttribute('name')))) {
        const inside = this.page.frameLocator(`iframe.webview[name="${name}"]`).frameLocator('iframe#active-frame');
        if ((await inside.locator(selector).count()) > 0) return inside;
      }
      return undefined;
    });
  }

  /** Keeps a screenshot as .test/shots/<name>-<moment>.png. */
  async shot(moment: string): Promise<void> {
    await this.page.screenshot({ path: join(root, '.test', 'shots', `${this.#name}-${moment}.png`) });
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
    rmSync(this.#scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** What engines cost here is measured once for all stories, as on a person's machine; Windows lets nobody make links. */
function shareCosts(server: string): void {
  if (process.platform === 'win32') return;
  const storage = join(server, 'user-data', 'User', 'globalStorage', 'tensor-dojo.tensor-dojo');
  const shared = join(root, '.test', 'engine-costs');
  for (const folder of [storage, shared]) mkdirSync(folder, { recursive: true });
  symlinkSync(shared, join(storage, 'engine-costs'));
}

export function dojoWorkspace(folder: string): void {
  execFileSync(process.execPath, [join(root, 'dist', 'tensor-dojo.mjs'), 'workspace', folder]);
}

/** In the page: whether the layout that the workbench keeps in the browser has this view, with what the view itself keeps. */
async function savedLayoutNames(view: string): Promise<boolean> {
  const answer = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error));
    });
  const named = (value: unknown): boolean => {
    if (typeof value === 'string' && value.startsWith('{')) return named(JSON.parse(value));
    if (typeof value !== 'object' || value === null) return false;
    if ('providedId' in value && value.providedId === view) return 'state' in value;
    return Object.values(value).some(named);
  };
  for (const { name } of await indexedDB.databases()) {
    if (!name?.startsWith('vscode-web-state-db')) continue;
    const database = await answer(indexedDB.open(name));
    try {
      for (const store of database.objectStoreNames) {
        const layout = database.transaction(store).objectStore(store).get('memento/workbench.parts.editor');
        if (named(await answer<unknown>(layout))) return true;
      }
    } finally {
      database.close();
    }
  }
  return false;
}
