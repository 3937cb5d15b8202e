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
    const given = written(parameters);
    super(`${where}: ${filled(npMessages[code], given)}`);
    this.where = where;
    this.code = code;
    this.parameters = given;
  }
}

/** A single array would be larger than the memory limit of this run. */
export class NpMemoryError extends NpError {
  override name = 'NpMemoryError';
}

/** A learner may pass what no type allows: `undefined` and `null` too are told in every language. */
function written(parameters: ErrorParameters): ErrorParameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([key, value]) => [key, typeof value === 'number' ? value : asText(value)]),
  );
}

/** Texts stand as they are; an object that cannot be made a text is told by its type. */
function asText(value: unknown): string {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}

function filled(message: string, parameters: ErrorParameters): string {
  return message.replace(/\{(\w+)\}/g, (gap, key: string) => String(parameters[key] ?? gap));
}

/** `(2, 3)`, `(4,)`, `()`: as NumPy writes a shape. */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}
