const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&', nbsp: ' ', '#39': "'" };

/** What is to be done, the last section of a task, as text for a terminal; formulas as TeX between dollars. */
export function taskText(html: string): string {
  return withoutDrawn(html.slice(Math.max(0, html.lastIndexOf('<h2'))))
    .replace(/<math\b[^>]*display="block".*?<\/math>/gs, '$&\n')
    .replace(
      /<math\b[^>]*>.*?<annotation\b[^>]*>(.*?)<\/annotation>.*?<\/math>/gs,
      (_, tex: string) => `$${tex.trim()}$`,
    )
    .replace(/<li>/g, '- ')
    .replace(/<\/t[dh]>/g, '  ')
    .replace(/<\/(p|pre|h2|table)>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole)
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Each formula is there twice, once to be drawn: spans in spans, up to where the first one ends. */
function withoutDrawn(html: string): string {
  const start = html.indexOf('<span class="katex-html"');
  if (start < 0) return html;
  let depth = 0;
  for (const { 0: tag, index } of html.slice(start).matchAll(/<\/?span\b[^>]*>/g)) {
    depth += tag.startsWith('</') ? -1 : 1;
    if (depth === 0) return html.slice(0, start) + withoutDrawn(html.slice(start + index + tag.length));
  }
  return html.slice(0, start);
}
