/** Where the command line writes: answers to standard output, what is only for the moment to standard error. */
export interface Terminal {
  line(text: string): void;
  json(value: unknown): void;
  /** Replaces the last progress line; shown only to a person at a terminal. */
  progress(text: string): void;
  problem(text: string): void;
}

export function openTerminal(
  out: NodeJS.WriteStream,
  err: NodeJS.WriteStream,
  onLost: (error: NodeJS.ErrnoException) => void,
): Terminal {
  let shown = false;
  out.on('error', onLost);
  err.on('error', () => {});
  const clear = (): void => {
    if (shown) err.write('\r\u001b[K');
    shown = false;
  };
  return {
    line: (text) => {
      clear();
      out.write(`${text}\n`);
    },
    json: (value) => {
      clear();
      out.write(`${JSON.stringify(value)}\n`);
    },
    progress: (text) => {
      if (!err.isTTY) return;
      err.write(`\r\u001b[K${text}`);
      shown = true;
    },
    problem: (text) => {
      clear();
      err.write(`${text}\n`);
    },
  };
}
