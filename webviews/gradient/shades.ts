/** How a cell is painted: a theme colour by name, mixed into the background by a share from 0 to 1. */
export interface Shade {
  colour: 'blue' | 'orange' | 'green' | 'red';
  share: number;
}

/** Below this two float64 numbers are as equal as rounding allows; it is the low end of the scale. */
export const lowestError = 1e-12;

/** Positive blue, negative orange, stronger with size; what is not finite is red. */
export function valueShade(value: number, largest: number): Shade {
  if (!Number.isFinite(value)) return { colour: 'red', share: 1 };
  return { colour: value < 0 ? 'orange' : 'blue', share: largest > 0 ? Math.abs(value) / largest : 0 };
}

/** Green up to the pass line, red beyond it, both stronger by powers of ten. */
export function errorShade(error: number, limit: number): Shade {
  if (Number.isNaN(error)) return { colour: 'red', share: 1 };
  const line = logShare(limit);
  const share = logShare(error);
  return share <= line
    ? { colour: 'green', share: 0.1 + (0.4 * share) / line }
    : { colour: 'red', share: 0.4 + (0.6 * (share - line)) / (1 - line) };
}

/** Where an error lies on the logarithmic scale from `lowestError` (0) to 1 (1). */
export function logShare(error: number): number {
  if (Number.isNaN(error)) return 1;
  if (error <= lowestError) return 0;
  return Math.min(1, 1 - Math.log10(error) / Math.log10(lowestError));
}

/** Paints through the style object, which the content policy allows, with the theme's own colours. */
export function paint(element: HTMLElement, { colour, share }: Shade): void {
  const percent = Math.round(share * 65);
  element.style.backgroundColor = `color-mix(in srgb, var(--vscode-charts-${colour}) ${percent}%, var(--vscode-editor-background))`;
}
