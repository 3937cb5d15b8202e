import { parse } from '@babel/parser';

export type Program = ReturnType<typeof parse>['program'];
export type Statement = Program['body'][number];

/** Any node, for walking without naming its type. */
export interface Node {
  type: string;
  start?: number | null;
  end?: number | null;
  loc?: { start: { line: number; column: number } } | null;
}

export interface SyntaxTree {
  text: string;
  program: Program;
  tokens: { start: number; end: number; text: string }[];
}

export interface SyntaxProblem {
  message: string;
  line: number;
  column: number;
}

/** What `parseText` throws, as data. Anything else is thrown on. */
export function syntaxProblem(error: unknown): SyntaxProblem {
  if (error instanceof RangeError) return { message: 'It is nested too deeply.', line: 1, column: 1 };
  if (!(error instanceof SyntaxError)) throw error;
  const { message, loc, reasonCode } = error as SyntaxError & ParseDetails;
  const unsupported = /^Missing(OneOf)?Plugins?$/.test(reasonCode ?? '');
  return {
    message: unsupported ? 'This syntax is not supported here.' : message.replace(/ \(\d+:\d+\)$/, ''),
    line: loc?.line ?? 1,
    column: (loc?.column ?? 0) + 1,
  };
}

interface ParseDetails {
  loc?: { line: number; column: number };
  reasonCode?: string;
}

/** Throws what `syntaxProblem` reads. `types`: the text still has its TypeScript types. */
export function parseText(text: string, types = false): SyntaxTree {
  const file = parse(text, { sourceType: 'module', tokens: true, plugins: types ? ['typescript'] : [] });
  const tokens = (file.tokens ?? []) as { type: unknown; start: number; end: number }[];
  return {
    text,
    program: file.program,
    // A comment's type is a string, any other token's an object.
    tokens: tokens
      .filter(({ type }) => typeof type !== 'string')
      .map(({ start, end }) => ({ start, end, text: text.slice(start, end) })),
  };
}

/** Visits every node; what `enter` returns is handed to its children. */
export function walk<T>(root: Node, context: T, enter: (node: Node, context: T) => T): void {
  const inner = enter(root, context);
  for (const value of Object.values(root)) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (isNode(child)) walk(child, inner, enter);
    }
  }
}

/** Nodes inside one another at the deepest place; found without recursion, for it may be too deep for that. */
export function depthOf(root: Node): number {
  let level: Node[] = [root];
  let depth = 0;
  for (; level.length > 0; depth++) {
    level = level.flatMap((node) => Object.values(node).flat().filter(isNode));
  }
  return depth;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string' && 'start' in value;
}

/** The text of a name, or of a string that is used as one. */
export function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  const { name, value } = node as Node & { name?: unknown; value?: unknown };
  if (node.type === 'Identifier' && typeof name === 'string') return name;
  return node.type === 'StringLiteral' && typeof value === 'string' ? value : undefined;
}

export const isFunction = (node: Node): boolean =>
  /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ObjectMethod|ClassMethod|ClassPrivateMethod)$/.test(
    node.type,
  );
