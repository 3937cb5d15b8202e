import type { RenderedBlock, RenderedValue } from '../runtime/words/rendered';

/** A rendered value as lines of text, columns aligned, for the editor's own diff. */
export function plainValue(value: RenderedValue): string {
  const body = value.kind === 'text' ? value.text : value.blocks.map(plainBlock).join('\n\n');
  return [value.about, body, value.cut].filter(Boolean).join('\n');
}

function plainBlock({ label, rows }: RenderedBlock): string {
  const width = Math.max(0, ...rows.flatMap(({ cells }) => cells.map(({ text }) => text.length)));
  const lines = rows.map(({ cells }) => cells.map(({ text }) => text.padStart(width)).join('  ') || '…');
  return [...(label ? [label] : []), ...lines].join('\n');
}
