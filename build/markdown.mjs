import mathRules from '@vscode/markdown-it-katex';
import highlighter from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import python from 'highlight.js/lib/languages/python';
import typescript from 'highlight.js/lib/languages/typescript';
import { renderToString } from 'katex';
import MarkdownIt from 'markdown-it';

highlighter.registerLanguage('ts', typescript);
highlighter.registerLanguage('python', python);
highlighter.registerLanguage('bash', bash);

const markdown = new MarkdownIt({
  html: false,
  typographer: false,
  highlight: (code, language) =>
    highlighter.getLanguage(language) ? highlighter.highlight(code, { language }).value : '',
});
// The plugin finds the mathematics; we typeset it ourselves, since the plugin logs a wrong formula and goes on.
// A CommonJS package: Node and a bundler do not agree on what its default export is.
markdown.use(mathRules.default ?? mathRules);
const typeset = (displayMode) => (tokens, index) =>
  renderToString(tokens[index].content, { displayMode, throwOnError: true, output: 'htmlAndMathml' });
markdown.renderer.rules.math_inline = typeset(false);
for (const rule of ['math_block', 'math_inline_block', 'math_inline_bare_block'])
  markdown.renderer.rules[rule] = typeset(true);
markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
  const token = tokens[index];
  const href = token.attrGet('href');
  if (href?.startsWith('dojo:')) {
    token.attrSet('href', '#');
    token.attrSet('data-exercise', href.slice('dojo:'.length));
  }
  return self.renderToken(tokens, index, options);
};

const hintsHeading = { en: 'Hints', 'zh-cn': '提示' };

/**
 * A task page as HTML: the statement, and each hint by itself.
 * @param {string} text @param {'en' | 'zh-cn'} locale @param {(message: string, line?: number) => void} problem
 */
export function renderTask(text, locale, problem) {
  const heading = new RegExp(`^## ${hintsHeading[locale]}\\s*$`, 'm');
  const found = heading.exec(text);
  if (!found) problem(`has no heading "## ${hintsHeading[locale]}"`);
  const statement = found ? text.slice(0, found.index) : text;
  const tail = found ? text.slice(found.index + found[0].length) : '';
  const [, ...parts] = tail.split(/^### /m);
  const hints = parts.map((part) => {
    const end = part.indexOf('\n');
    const title = (end < 0 ? part : part.slice(0, end)).trim();
    return { title, html: render(end < 0 ? '' : part.slice(end + 1), problem) };
  });
  return { html: render(statement, problem), hints, links: exerciseLinks(text) };
}

function render(text, problem) {
  try {
    return markdown.render(text);
  } catch (error) {
    problem(error instanceof Error ? error.message : String(error));
    return '';
  }
}

const exerciseLinks = (text) => [...text.matchAll(/\]\(dojo:([^)]+)\)/g)].map((match) => match[1]);
