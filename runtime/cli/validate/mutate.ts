import { parse } from '@babel/parser';
import type { Node } from '@babel/types';

/** One small change to a solution that a good set of checks must notice. */
export interface Mutant {
  /** `line 12: x + 1 → x - 1`: how survivors are named in `exercise.yaml`. */
  change: string;
  text: string;
}

interface Edit {
  start: number;
  end: number;
  replacement: string;
}

const operators: Record<string, string[]> = {
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '<': ['<='],
  '<=': ['<'],
  '>': ['>='],
  '>=': ['>'],
  '===': ['!=='],
  '!==': ['==='],
  '&&': ['||'],
  '||': ['&&'],
  '+=': ['-='],
  '-=': ['+='],
  '*=': ['/='],
  '/=': ['*='],
};

/** np functions that are mistaken for each other. */
const twins: Record<string, string[]> = {
  add: ['subtract'],
  subtract: ['add'],
  multiply: ['divide'],
  divide: ['multiply'],
  maximum: ['minimum'],
  minimum: ['maximum'],
  max: ['min'],
  min: ['max'],
  argmax: ['argmin'],
  sum: ['mean'],
  mean: ['sum'],
  exp: ['log'],
  log: ['exp'],
  greater: ['greater_equal'],
  greater_equal: ['greater'],
  less: ['less_equal'],
  less_equal: ['less'],
  zeros: ['ones'],
  ones: ['zeros'],
  zeros_like: ['ones_like'],
  ones_like: ['zeros_like'],
  std: ['var'],
};

/** Every operator, axis, keepdims, constant and dropped-statement mutant of a solution, in the order of its text. */
export function mutantsOf(text: string): Mutant[] {
  const edits: Edit[] = [];
  walk(parse(text, { sourceType: 'module', plugins: ['typescript'] }).program, (node) =>
    edits.push(...editsOf(node, text)),
  );
  const seen = new Set<string>();
  return edits.flatMap((edit) => {
    const mutant = apply(text, edit);
    if (seen.has(mutant.text)) return [];
    seen.add(mutant.text);
    return [mutant];
  });
}

function editsOf(node: Node, text: string): Edit[] {
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'AssignmentExpression': {
      const from = node.left.end ?? 0;
      const to = node.right.start ?? 0;
      const at = text.indexOf(node.operator, from);
      if (at < 0 || at > to) return [];
      return (operators[node.operator] ?? []).map((replacement) => ({
        start: at,
        end: at + node.operator.length,
        replacement,
      }));
    }
    case 'UnaryExpression':
      return node.operator === '-' || node.operator === '!'
        ? [{ start: node.start!, end: node.start! + 1, replacement: '' }]
        : [];
    case 'NumericLiteral':
      return constants(node.value).map((value) => ({ start: node.start!, end: node.end!, replacement: `${value}` }));
    case 'BooleanLiteral':
      return [{ start: node.start!, end: node.end!, replacement: `${!node.value}` }];
    case 'ExpressionStatement':
      return [{ start: node.start!, end: node.end!, replacement: ';' }];
    case 'MemberExpression': {
      const { object, property } = node;
      if (object.type !== 'Identifier' || object.name !== 'np' || property.type !== 'Identifier') return [];
      return (twins[property.name] ?? []).map((replacement) => ({
        start: property.start!,
        end: property.end!,
        replacement,
      }));
    }
    default:
      return [];
  }
}

/** An axis 0 becomes 1 and back; other constants move by one, and a small one grows a thousandfold. */
const constants = (value: number): number[] =>
  value === 0 ? [1] : value === 1 ? [0, 2] : Number.isInteger(value) ? [value + 1] : [value * 1000];

function apply(text: string, { start, end, replacement }: Edit): Mutant {
  const lineStart = text.lastIndexOf('\n', start) + 1;
  const newline = text.indexOf('\n', end);
  const lineEnd = newline < 0 ? text.length : newline;
  const before = text.slice(lineStart, lineEnd).trim();
  const after = (text.slice(lineStart, start) + replacement + text.slice(end, lineEnd)).trim();
  const line = text.slice(0, start).split('\n').length;
  return { change: `line ${line}: ${before} → ${after}`, text: text.slice(0, start) + replacement + text.slice(end) };
}

/** Visits what runs: types and imports are passed over. */
function walk(node: Node, visit: (node: Node) => void): void {
  if (node.type.startsWith('TS') || node.type === 'ImportDeclaration') return;
  visit(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, visit);
    }
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'start' in value;
