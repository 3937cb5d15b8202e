import type { Exercise } from '../protocol/exercise';
import type { Failure } from '../protocol/verdict';
import { recursiveFunctions } from './recursion';
import type { Source } from './source';
import { isFunction, isNode, nameOf, walk } from './syntaxTree';
import type { Node } from './syntaxTree';

const loops = /^(For|ForIn|ForOf|While|DoWhile)Statement$/;

/** Methods that call a function for every item are loops too. */
const loopMethods = new Set(
  'map forEach reduce reduceRight filter flatMap some every find findIndex findLast findLastIndex from'.split(' '),
);

/** The first constraint of the exercise that the text does not keep. */
export function checkConstraints(
  source: Source,
  { maxLoops, forbid = [] }: Exercise['constraints'],
): Failure | undefined {
  if (maxLoops !== undefined) {
    const found = findLoops(source);
    if (found.length > maxLoops) {
      return failure(source, found[maxLoops]!, 'maxLoops', String(maxLoops), String(found.length));
    }
  }
  for (const rule of forbid) {
    const [name, entry] = rule.split(' in ') as [string, string?];
    const within = entry === undefined ? source.tree.program : source.declarationOf(entry);
    const found = within && findUses(source, name, within);
    if (found) return failure(source, found.node, 'forbid', rule, found.written);
  }
  return undefined;
}

function failure(source: Source, node: Node, rule: string, limit: string, found: string): Failure {
  const place = source.place(node);
  return { finding: { code: 'constraint', rule, limit, found }, ...(place && { place }) };
}

/** A function that calls itself goes round as well as any loop. */
function findLoops(source: Source): Node[] {
  const found: Node[] = [];
  walk(source.tree.program, undefined, (node) => {
    if (loops.test(node.type) || isLoopCall(node)) found.push(node);
    return undefined;
  });
  return [...found, ...recursiveFunctions(source.tree.program)].sort((a, b) => a.start! - b.start!);
}

function isLoopCall(node: Node): boolean {
  const { callee, arguments: args = [] } = node as Node & { callee?: unknown; arguments?: unknown[] };
  const method = memberName(callee);
  if (method === undefined || !loopMethods.has(method) || isFew((callee as { object?: unknown }).object)) return false;
  // A function given by its name loops as much as one written in place.
  return args.some((argument) => isNode(argument) && (isFunction(argument) || argument.type === 'Identifier'));
}

/** A shape, or a list written out, has as many items as the text says; a list of numbers counts, and so may loop. */
function isFew(node: unknown): boolean {
  if (memberName(node) === 'shape') return true;
  const { elements } = node as { elements?: unknown[] };
  return !!elements?.every((item) => isNode(item) && !/^(Spread|NumericLiteral)/.test(item.type));
}

/** `np.dot` also finds the method `x.dot(...)`, and `dot` where it was taken out of np; a bare name finds any call of it. */
function findUses(source: Source, forbidden: string, within: Node): { node: Node; written: string } | undefined {
  const [owner, member] = forbidden.includes('.') ? splitLast(forbidden) : ['', forbidden];
  const names = localNames(source, owner, member);
  let first: Node | undefined;
  walk(within, undefined, (node) => {
    const { callee, object } = node as Node & Record<'callee' | 'object', unknown>;
    const called = nameOf(callee);
    const taken = owner !== '' && memberName(node) === member && nameOf(object) === owner;
    const method = owner !== '' && memberName(callee) === member && !isGlobal((callee as { object?: unknown }).object);
    if (taken || method || (called !== undefined && names.has(called))) first ??= node;
    return undefined;
  });
  return first && { node: first, written: written(source, first) };
}

/** `Math.max` is nobody's `max`. */
const isGlobal = (object: unknown): boolean => /^(Math|Number|Object|Array|JSON|console)$/.test(nameOf(object) ?? '');

/** Names that `member` of the module `owner` goes by: its own, imported, or destructured from its namespace. */
function localNames(source: Source, owner: string, member: string): Set<string> {
  if (owner === '') return new Set([member]);
  const names = new Set<string>();
  walk(source.tree.program, undefined, (node) => {
    const { imported, local, key, value } = node as Node & Record<'imported' | 'local' | 'key' | 'value', unknown>;
    if (node.type === 'ImportSpecifier' && nameOf(imported) === member) names.add(nameOf(local) ?? member);
    if (node.type === 'ObjectProperty' && nameOf(key) === member) names.add(nameOf(value) ?? member);
    return undefined;
  });
  return names;
}

/** `dot` of `np.dot`, `x.dot`, `np['dot']`, `x?.dot`. */
function memberName(node: unknown): string | undefined {
  if (!isNode(node) || !/^(Optional)?MemberExpression$/.test(node.type)) return undefined;
  const { property, computed } = node as Node & { property?: unknown; computed?: boolean };
  if (computed && isNode(property) && property.type === 'Identifier') return undefined;
  return nameOf(property);
}

const written = (source: Source, node: Node): string => source.tree.text.slice(node.start!, node.end!).slice(0, 80);

function splitLast(path: string): [string, string] {
  const at = path.lastIndexOf('.');
  return [path.slice(0, at), path.slice(at + 1)];
}
