/** Colours and font of the theme as it is now, for what is drawn on a canvas. */
export interface Theme {
  foreground: string;
  muted: string;
  grid: string;
  train: string;
  test: string;
  background: string;
  border: string;
  font: string;
}

export function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string, otherwise = 'currentColor'): string =>
    style.getPropertyValue(`--vscode-${name}`).trim() || otherwise;
  const own = (name: string): string => getComputedStyle(document.body).getPropertyValue(`--${name}`).trim();
  const foreground = read('foreground', getComputedStyle(document.body).color);
  return {
    foreground,
    muted: read('descriptionForeground', foreground),
    grid: `color-mix(in srgb, ${foreground} 16%, transparent)`,
    train: own('train'),
    test: own('test'),
    background: read('editorHoverWidget-background', read('editor-background')),
    border: read('editorHoverWidget-border', read('contrastBorder', foreground)),
    font: read('font-family', 'sans-serif'),
  };
}

/** VS Code changes the theme in place: the variables on the root, a class on the body. */
export function onThemeChange(listener: () => void): void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
}
