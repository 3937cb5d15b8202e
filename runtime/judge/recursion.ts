import { declaredNames } from './links';
import { isFunction, isNode, nameOf, walk } from './syntaxTree';
import type { Node } from './syntaxTree';

/** A function with a name; a method goes by `.name`. */
interface Definition {
  node: Node;
  names: string[];
  /** What it mentions and does not declare itself. */
  mentions: Set<string>;
}

/** Functions that call themselves, directly or through others: one of each round, the first in the text. */
export function recursiveFunctions(program: Node): Node[] {
  const definitions = definitionsIn(program);
  const callees = new Map(
    definitions.map((one) => [one, definitions.filter(({ names }) => names.some((name) => one.mentions.has(name)))]),
  );
  const rounds = new Map(definitions.map((one) => [one, reachable(one, callees)]));
  const isInRound = (one: Definition, other: Definition): boolean =>
    rounds.get(one)!.has(other) && rounds.get(other)!.has(one);
  return definitions
    .filter((one, i) => isInRound(one, one) && !definitions.slice(0, i).some((earlier) => isInRound(earlier, one)))
    .map(({ node }) => node);
}

function reachable(from: Definition, callees: ReadonlyMap<Definition, Definition[]>): Set<Definition> {
  const found = new Set<Definition>();
  const open = [from];
  for (let at = open.pop(); at; at = open.pop()) {
    for (const next of callees.get(at)!) if (!found.has(next)) open.push(next);
    for (const next of callees.get(at)!) found.add(next);
  }
  return found;
}

type Fields = Partial<Record<'id' | 'init' | 'left' | 'right' | 'key' | 'value' | 'object' | 'property', Node>> & {
  computed?: boolean;
  params?: Node[];
};

function definitionsIn(program: Node): Definition[] {
  const found = new Map<Node, string[]>();
  const owners = new Set<string>();
  const define = (node: Node | undefined, names: (string | undefined)[]): void => {
    if (isNode(node) && isFunction(node)) {
      found.set(node, [...(found.get(node) ?? []), ...names.filter((name) => name !== undefined)]);
    }
  };
  walk(program, undefined, (node) => {
    const { id, init, left, right, key, value } = node as Node & Fields;
    if (/^Class(Declaration|Expression)$/.test(node.type)) owners.add(nameOf(id) ?? '');
    if (node.type === 'VariableDeclarator' && init?.type === 'ObjectExpression') owners.add(nameOf(id) ?? '');
    if (node.type === 'VariableDeclarator') define(init, [nameOf(id)]);
    if (node.type === 'AssignmentExpression') define(right, [nameOf(left)]);
    if (/^(Object|Class|ClassPrivate)Property$/.test(node.type)) define(value, [methodName(key)]);
    if (node.type.endsWith('Method')) define(node, [methodName(key)]);
    define(node, [nameOf(id)]);
    return undefined;
  });
  return [...found].map(([node, names]) => ({ node, names, mentions: mentionsIn(node, owners) }));
}

function methodName(key: Node | undefined): string | undefined {
  const name = key?.type === 'PrivateName' ? nameOf((key as Node & Fields).id) : nameOf(key);
  return name === undefined ? undefined : `.${name}`;
}

/** Names that a function uses from outside of it, and methods of its own class or object. */
function mentionsIn(definition: Node, owners: ReadonlySet<string>): Set<string> {
  const [mentions, declared, labels] = [new Set<string>(), new Set<string>(), new Set<Node>()];
  walk(definition, undefined, (node) => {
    const { id, object, property, key, computed, params = [] } = node as Node & Fields;
    for (const param of params) for (const name of declaredNames(param)) declared.add(name);
    if (node.type === 'VariableDeclarator') for (const name of declaredNames(node)) declared.add(name);
    if (node !== definition && isFunction(node) && id) declared.add(nameOf(id) ?? '');
    if (id) labels.add(id);
    if (!computed && key) labels.add(key);
    if (node.type.endsWith('MemberExpression') && !computed && property) {
      labels.add(property);
      const own = object?.type === 'ThisExpression' || owners.has(nameOf(object) ?? '');
      if (own) mentions.add(methodName(property) ?? '');
    }
    if (node.type === 'Identifier' && !labels.has(node)) mentions.add(nameOf(node)!);
    return undefined;
  });
  for (const name of declared) mentions.delete(name);
  return mentions;
}
