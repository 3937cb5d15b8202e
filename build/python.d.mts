/** A Python with NumPy 2 for the oracles: DOJO_PYTHON, the one that the tests install, or one on PATH. */
export function findPython(): Promise<string | undefined>;
