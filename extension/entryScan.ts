/** Where an entry's name stands in a text; 0-based, as editors count. */
export interface EntryPlace {
  name: string;
  line: number;
  column: number;
}

const DECLARATION = /^([ \t]*export\s+(?:async\s+)?(?:function\s*\*?|class|const|let)\s+)([A-Za-z_$][\w$]*)/gm;

/** The exported declarations of these names, by a light scan: it must be right while the text does not parse. */
export function scanEntries(text: string, entries: readonly string[]): EntryPlace[] {
  const code = withoutBlockComments(text);
  const places: EntryPlace[] = [];
  for (const match of code.matchAll(DECLARATION)) {
    const [, before = '', name = ''] = match;
    if (!entries.includes(name) || places.some((place) => place.name === name)) continue;
    places.push({ name, ...lineAndColumn(code, match.index + before.length) });
  }
  return places;
}

/** Blanks them out, so that every other character keeps its place. */
function withoutBlockComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, (comment) => comment.replace(/[^\r\n]/g, ' '));
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length - 1, column: offset - lineStart };
}
