import { npMessages, type NpErrorCode } from '../protocol/npMessages';

export type ErrorParameters = Readonly<Record<string, string | number>>;

/** What np throws: the message names the function, the shapes and the axis. */
export class NpError extends Error {
  override name = 'NpError';
  /** The function that was called, as the learner wrote it. */
  readonly where: string;
  /** Which of np's messages this is, so that it can be said in another language. */
  readonly code: NpErrorCode;
  /** What stands in the gaps of the message. */
  readonly parameters: ErrorParameters;

  constructor(where: string, code: NpErrorCode, parameters: ErrorParameters = {}) {
    super(`${where}: ${filled(npMessages[code], parameters)}`);
    this.where = where;
    this.code = code;
    this.parameters = parameters;
  }
}

/** A single array would be larger than the memory limit of this run. */
export class NpMemoryError extends NpError {
  override name = 'NpMemoryError';
}

function filled(message: string, parameters: ErrorParameters): string {
  return message.replace(/\{(\w+)\}/g, (gap, key: string) => String(parameters[key] ?? gap));
}

/** `(2, 3)`, `(4,)`, `()`: as NumPy writes a shape. */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}
