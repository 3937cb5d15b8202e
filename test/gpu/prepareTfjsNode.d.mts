/** The folder whose `node_modules` has @tensorflow/tfjs-node-gpu and its binding, or why it cannot be had here. */
export function prepareTfjsNode(): Promise<{ folder: string; why?: undefined } | { folder?: undefined; why: string }>;
