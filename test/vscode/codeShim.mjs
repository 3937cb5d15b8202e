import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../build/chromium.mjs';
import { startServer, workbenchUrl } from '../../build/server.mjs';

/**
 * Stands in for the VS Code executable: understands the part of its command line that runs extension tests, and runs them
 * in the extension host of the VS Code server, with the workbench in a browser that nobody sees.
 */
const limitMs = 5 * 60_000;

async function main() {
  const { values, positionals } = parseArgs({
    strict: false,
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: 'string' },
      extensionTestsPath: { type: 'string' },
      'user-data-dir': { type: 'string' },
      'extensions-dir': { type: 'string' },
    },
  });
  const home = mkdtempSync(join(tmpdir(), 'dojo-shim-'));
  const server = await startServer({ home, trust: false, env: { EXTENSIONS_GALLERY: '{}' } });
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags });
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    return await runTests(
      page,
      workbenchUrl(server, {
        folder: positionals[0],
        extension: values.extensionDevelopmentPath,
        tests: values.extensionTestsPath,
      }),
    );
  } finally {
    await browser.close();
    await server.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Resolves with the exit code that the workbench reports through the two functions it calls when it runs tests. */
function runTests(page, url) {
  const heldBack = [];
  return new Promise((exit, fail) => {
    const late = setTimeout(() => fail(new Error(`The tests did not end within ${limitMs / 1000} s.`)), limitMs);
    const ended = (code) => {
      clearTimeout(late);
      if (code !== 0) console.error(heldBack.join('\n'));
      exit(code);
    };
    page.on('crash', () => fail(new Error('The page of the workbench crashed.')));
    const open = async () => {
      await page.exposeFunction('codeAutomationLog', (type, args) => {
        const line = args.join(' ');
        if (line.startsWith('[test]')) console.log(line);
        else heldBack.push(`[${type}] ${line}`);
      });
      await page.exposeFunction('codeAutomationExit', ended);
      await page.goto(url);
    };
    open().catch(fail);
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
