import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { endTree, endWithUs } from './command.mjs';
import { serverRoot } from './host.mjs';

/** Nothing but the editor itself: no welcome, no updates, no chat. */
const quietSettings = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'git.openRepositoryInParentFolders': 'never',
};

/**
 * Starts the VS Code server on loopback, with everything it keeps under `home`. `settings` are the user's settings where
 * there are none yet; `language` needs its language pack; `token` must then be in the address.
 */
export async function startServer({
  home,
  settings = {},
  port,
  token,
  trust = true,
  language,
  languagePack,
  env = {},
}) {
  const userData = join(home, 'user-data');
  const extensions = join(home, 'extensions');
  mkdirSync(join(userData, 'User'), { recursive: true });
  mkdirSync(extensions, { recursive: true });
  const settingsFile = join(userData, 'User', 'settings.json');
  if (!existsSync(settingsFile))
    writeFileSync(settingsFile, JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  if (languagePack) installLanguagePack(languagePack, userData, extensions);

  const chosen = port ?? (await freePort());
  const args = [join(serverRoot, 'out', 'server-main.js'), '--host', '127.0.0.1', '--port', String(chosen)];
  args.push(
    '--user-data-dir',
    userData,
    '--extensions-dir',
    extensions,
    '--server-data-dir',
    join(home, 'server-data'),
  );
  args.push(
    '--accept-server-license-terms',
    '--telemetry-level',
    'off',
    '--disable-telemetry',
    '--disable-update-check',
  );
  args.push(
    '--disable-getting-started-override',
    ...(token ? ['--connection-token', token] : ['--without-connection-token']),
  );
  if (!trust) args.push('--disable-workspace-trust');
  if (language) args.push('--locale', language);

  const child = spawn(process.execPath, args, {
    env: { ...process.env, NODE_ENV: undefined, VSCODE_IPC_HOOK_CLI: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const stopFollowing = endWithUs(child);
  let log = '';
  const ended = new Promise((done) => child.once('exit', done));
  await new Promise((ready, failed) => {
    const late = setTimeout(
      () => failed(new Error(`The VS Code server did not start within a minute.\n${log}`)),
      60_000,
    );
    const settle = (then) => (value) => {
      clearTimeout(late);
      then(value);
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        log += text;
        if (log.includes('Extension host agent started')) settle(ready)();
      });
    }
    ended.then((code) => settle(failed)(new Error(`The VS Code server ended with exit code ${code}.\n${log}`)));
  });

  return {
    origin: `http://127.0.0.1:${chosen}`,
    authority: `127.0.0.1:${chosen}`,
    token,
    ended,
    log: () => log,
    async stop() {
      endTree(child, 'SIGTERM');
      await Promise.race([ended, new Promise((late) => setTimeout(late, 3000))]);
      endTree(child);
      stopFollowing();
    },
  };
}

/** The address that opens `folder` with the extension under development in place. */
export function workbenchUrl(server, { folder, extension, tests }) {
  const remote = (path) => `vscode-remote://${server.authority}${encodeURI(path)}`;
  const payload = [
    ['extensionDevelopmentPath', remote(besideItself(asPath(extension)))],
    ['skipWelcome', 'true'],
  ];
  if (tests) payload.push(['extensionTestsPath', remote(asPath(tests))]);
  const query = new URLSearchParams(folder ? { folder: asPath(folder) } : { ew: 'true' });
  query.set('payload', JSON.stringify(payload));
  if (server.token) query.set('tkn', server.token);
  return `${server.origin}/?${query}`;
}

/**
 * The same folder as `/dojo/../dojo`: the editor is below it in node_modules, and whatever themes it finds below an
 * extension under development it prefers to the one that the settings name.
 */
function besideItself(path) {
  return `${path}/../${path.split('/').at(-1)}`;
}

/** `C:\dojo` is `/c:/dojo` to the workbench. */
function asPath(path) {
  const absolute = resolve(path).replaceAll('\\', '/');
  return absolute.startsWith('/') ? absolute : `/${absolute}`;
}

/** Writes what VS Code itself writes when a language pack is installed. */
function installLanguagePack(folder, userData, extensions) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const id = `${manifest.publisher}.${manifest.name}`;
  const installed = join(extensions, `${id}-${manifest.version}`);
  rmSync(installed, { recursive: true, force: true });
  cpSync(folder, installed, { recursive: true });
  const packs = manifest.contributes.localizations.map(({ languageId, localizedLanguageName, translations }) => [
    languageId,
    {
      hash: manifest.version,
      label: localizedLanguageName,
      extensions: [{ extensionIdentifier: { id }, version: manifest.version }],
      translations: Object.fromEntries(translations.map(({ id: part, path }) => [part, join(installed, path)])),
    },
  ]);
  writeFileSync(join(userData, 'languagepacks.json'), JSON.stringify(Object.fromEntries(packs)));
}

/** A free port on loopback; `preferred` if that one is free. */
export function freePort(preferred = 0) {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', (error) => (preferred ? found(freePort()) : failed(error)));
    probe.listen(preferred, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}
