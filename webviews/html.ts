import type { Locale } from '../runtime/protocol/exercise';
import type { PanelName, PanelState } from './protocol';

export interface PanelPage {
  panel: PanelName;
  /** Fresh for each page. */
  nonce: string;
  cspSource: string;
  scriptUri: string;
  /** KaTeX's stylesheet (task only), then the panel's own. */
  styleUris: string[];
  lang: Locale;
  title: string;
  /** The panel's part of the catalogue. */
  strings: Record<string, string>;
  /** What the panel leaves for its serializer. */
  state: PanelState;
}

/** The page of a panel: nothing remote, one script by nonce, data as JSON that no parser runs. */
export function panelHtml(page: PanelPage): string {
  const lang = page.lang === 'zh-cn' ? 'zh-CN' : 'en';
  // KaTeX positions its glyphs with style attributes; no other panel has any in its HTML.
  const styleAttributes = page.panel === 'task' ? `style-src-attr 'unsafe-inline'; ` : '';
  const policy =
    `default-src 'none'; script-src 'nonce-${page.nonce}'; style-src ${page.cspSource}; ${styleAttributes}` +
    `font-src ${page.cspSource}; img-src ${page.cspSource} data:; base-uri 'none'; form-action 'none'`;
  const styles = page.styleUris.map((uri) => `<link rel="stylesheet" href="${escape(uri)}">`).join('\n  ');
  const data = JSON.stringify({ lang, strings: page.strings, state: page.state }).replaceAll('<', '\\u003c');
  return `<!DOCTYPE html>
<html lang="${lang}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${escape(page.title)}</title>
  ${styles}
</head>
<body class="${page.panel}">
  <main id="panel"></main>
  <script type="application/json" id="page-data" nonce="${escape(page.nonce)}">${data}</script>
  <script nonce="${escape(page.nonce)}" src="${escape(page.scriptUri)}"></script>
</body>
</html>
`;
}

function escape(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
