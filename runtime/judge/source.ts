import type { SourcePlace } from '../protocol/script';
import { declaredNames } from './links';
import { isNode, nameOf } from './syntaxTree';
import type { Node, Statement, SyntaxTree } from './syntaxTree';

/** What can be read off a text without running it. */
export class Source {
  readonly file: string;
  readonly tree: SyntaxTree;
  readonly #declarations = new Map<string, Declaration>();

  constructor(file: string, tree: SyntaxTree) {
    this.file = file;
    this.tree = tree;
    for (const statement of tree.program.body) {
      const exported = statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration';
      const declaration: unknown = exported ? statement.declaration : statement;
      if (!isNode(declaration)) continue;
      if (declaration.type === 'VariableDeclaration') {
        for (const part of (declaration as Node & { declarations: Node[] }).declarations) {
          this.#declare(declaredNames(part), statement, (part as Node & { init?: unknown }).init, part);
        }
      } else {
        this.#declare(
          declaredNames(declaration),
          statement,
          declaration,
          (declaration as Node & { id?: Node }).id ?? declaration,
        );
      }
    }
    for (const statement of tree.program.body) if (statement.type === 'ExportNamedDeclaration') this.#rename(statement);
  }

  /** `export { f as sigmoid }`: what stands under `f` is found under both names. */
  #rename(statement: Extract<Statement, { type: 'ExportNamedDeclaration' }>): void {
    for (const specifier of statement.source ? [] : statement.specifiers) {
      if (specifier.type !== 'ExportSpecifier') continue;
      const [from, to] = [nameOf(specifier.local), nameOf(specifier.exported)];
      const found = from === undefined ? undefined : this.#declarations.get(from);
      if (found && to !== undefined) this.#declarations.set(to, found);
    }
  }

  #declare(names: string[], statement: Node, value: unknown, named: Node): void {
    for (const name of names) this.#declarations.set(name, { statement, value, named });
  }

  place(node: Node): SourcePlace | undefined {
    return node.loc ? { file: this.file, line: node.loc.start.line, column: node.loc.start.column + 1 } : undefined;
  }

  /** Where a name of the module is declared. */
  placeOf(name: string): SourcePlace | undefined {
    const found = this.#declarations.get(name);
    return found && this.place(found.named);
  }

  /** The statement that declares a name of the module. */
  declarationOf(name: string): Node | undefined {
    return this.#declarations.get(name)?.statement;
  }

  /** The tokens of a declaration: two texts that differ in comments, types and what a formatter changes have the same. */
  tokensOf(name: string): string[] | undefined {
    const found = this.declarationOf(name);
    if (!found) return undefined;
    const inside = this.tree.tokens.filter(({ start, end }) => start >= found.start! && end <= found.end!);
    const texts = inside.map(({ text }) => text.replace(/^(["'])(.*)\1$/s, "'$2'"));
    return texts.filter((text, i) => text !== ';' && !(text === ',' && /^[)\]}]$/.test(texts[i + 1] ?? '')));
  }

  /** Parameter names of a function, of a class's constructor, or of a method of any class of the module. */
  parametersOf(name: string): string[] {
    const value = this.#declarations.get(name)?.value;
    if (!isNode(value)) return [];
    const made = isClass(value) ? memberOf(value, 'constructor') : value;
    return made ? parameterNames(made) : [];
  }

  parametersOfMethod(name: string, className?: string): string[] {
    for (const [declared, { value }] of this.#declarations) {
      if (!isNode(value) || !isClass(value) || (className !== undefined && declared !== className)) continue;
      const method = memberOf(value, name);
      if (method) return parameterNames(method);
    }
    return className === undefined ? [] : this.parametersOfMethod(name);
  }
}

interface Declaration {
  statement: Node;
  /** A function, a class, or what a variable starts as. */
  value: unknown;
  named: Node;
}

const isClass = (node: Node): boolean => node.type === 'ClassDeclaration' || node.type === 'ClassExpression';

function memberOf(made: Node, name: string): Node | undefined {
  const members = (made as Node & { body: { body: (Node & { key?: unknown; value?: unknown })[] } }).body.body;
  const found = members.find((member) => nameOf(member.key) === name);
  return isNode(found?.value) ? found.value : found;
}

function parameterNames(made: Node): string[] {
  const { params = [] } = made as Node & { params?: unknown[] };
  return params.map((param, i) => {
    const inner =
      isNode(param) && param.type === 'TSParameterProperty'
        ? (param as Node & { parameter: unknown }).parameter
        : param;
    const [name, ...others] = declaredNames(inner);
    return name !== undefined && others.length === 0 ? name : `argument${i + 1}`;
  });
}
