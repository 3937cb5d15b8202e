/** When the extension's code began to load: imported before everything else. */
export const loadingSince = performance.now();
