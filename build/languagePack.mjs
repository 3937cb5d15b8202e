import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Builds an unpacked language-pack extension for one VS Code out of the translations of another version: by module and
 * key where both have them, else by a key that is translated in one way only.
 */
export async function buildLanguagePack(translations, serverRoot, folder) {
  const { default: modules } = await import(
    pathToFileURL(join(translations, 'translations', 'main.i18n.json.js')).href
  );
  const wanted = JSON.parse(readFileSync(join(serverRoot, 'out', 'nls.keys.json'), 'utf8'));

  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'translations'), { recursive: true });
  cpSync(join(translations, 'translations', 'extensions'), join(folder, 'translations', 'extensions'), {
    recursive: true,
    filter: (path) => !path.endsWith('.js'),
  });
  writeJson(join(folder, 'translations', 'main.i18n.json'), { version: '1.0.0', contents: translate(modules, wanted) });
  writeJson(join(folder, 'package.json'), manifest(readdirSync(join(folder, 'translations', 'extensions'))));
}

function translate(modules, wanted) {
  const unambiguous = new Map();
  for (const texts of Object.values(modules)) {
    for (const [key, text] of Object.entries(texts)) {
      unambiguous.set(key, unambiguous.has(key) && unambiguous.get(key) !== text ? undefined : text);
    }
  }
  const contents = {};
  for (const [module, keys] of wanted) {
    for (const key of keys) {
      const text = modules[module]?.[key] ?? unambiguous.get(key);
      if (text !== undefined) (contents[module] ??= {})[key] = text;
    }
  }
  return contents;
}

function manifest(extensionFiles) {
  const translations = [{ id: 'vscode', path: './translations/main.i18n.json' }];
  for (const file of extensionFiles.filter((name) => name.endsWith('.i18n.json'))) {
    translations.push({ id: file.replace('.i18n.json', ''), path: `./translations/extensions/${file}` });
  }
  return {
    name: 'language-pack-zh-hans',
    publisher: 'local',
    version: '1.0.0',
    engines: { vscode: '^1.100.0' },
    categories: ['Language Packs'],
    contributes: {
      localizations: [
        { languageId: 'zh-cn', languageName: 'Chinese Simplified', localizedLanguageName: '中文(简体)', translations },
      ],
    },
  };
}

function writeJson(path, value) {
  writeFileSync(path, JSON.stringify(value));
}
