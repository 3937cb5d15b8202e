/** What most formulas are set in; the rest is loaded where it is met. */
const usual = /^"?KaTeX_(Main|Math|Size[12])"?$/;

/**
 * Asks for the fonts of formulas before there is one: KaTeX's stylesheet leaves a formula blank until its fonts are
 * there, and a webview takes its time to fetch them. One that cannot be fetched is the browser's to replace.
 */
export function loadFormulaFonts(): void {
  for (const face of document.fonts) if (usual.test(face.family) && face.weight === '400') face.load().catch(() => {});
}
