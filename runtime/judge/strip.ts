import { transformSync } from 'amaro';

export type Stripped =
  /** `map` is absent where every line and column stayed. */
  { kind: 'stripped'; code: string; map?: string } | { kind: 'syntax'; message: string; line: number; column: number };

/** TypeScript to JavaScript: types blanked in place; only syntax that is more than types (`enum`, parameter properties) is transformed. */
export function stripTypes(text: string, file: string): Stripped {
  try {
    return { kind: 'stripped', code: transformSync(text, { mode: 'strip-only', filename: file }).code };
  } catch (error) {
    if (codeOf(error) !== 'UnsupportedSyntax') return syntaxError(error);
  }
  try {
    const { code, map } = transformSync(text, {
      mode: 'transform',
      sourceMap: true,
      filename: file,
      transform: { verbatimModuleSyntax: true },
    });
    return map === undefined ? { kind: 'stripped', code } : { kind: 'stripped', code, map };
  } catch (error) {
    return syntaxError(error);
  }
}

function syntaxError(error: unknown): Stripped {
  const { message, startLine, startColumn } = fieldsOf(error);
  return {
    kind: 'syntax',
    message: typeof message === 'string' ? message : 'the text is not TypeScript',
    line: typeof startLine === 'number' ? startLine : 1,
    column: typeof startColumn === 'number' ? startColumn + 1 : 1,
  };
}

const codeOf = (error: unknown): unknown => fieldsOf(error)['code'];

const fieldsOf = (error: unknown): Record<string, unknown> =>
  typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
