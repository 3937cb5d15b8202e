import type { Program, Statement } from './syntaxTree';

/** What the loader puts before a module's text on its first line. */
export const prologue = "'use strict';";

interface Edit {
  start: number;
  end: number;
  text: string;
}

/**
 * Turns imports and exports into calls of `$import` and `$export`, in place: every line stays, and every column
 * but those behind an import on its own line.
 */
export function linkModule(code: string, program: Program): string {
  const edits: Edit[] = [];
  const exported: string[] = [];
  let linked = 0;

  const imported = (specifier: string, names: string[]): string =>
    `$import(${quoted(specifier)}${names.length > 0 ? `, [${names.map(quoted).join(', ')}]` : ''});`;

  const replace = (statement: Statement, text: string): void => {
    edits.push({ start: statement.start!, end: statement.end!, text });
  };

  // `#!` begins a comment at the very start of a text only, where it stands no longer.
  const { interpreter } = program;
  if (interpreter) edits.push({ start: interpreter.start!, end: interpreter.end!, text: '' });

  for (const statement of program.body) {
    switch (statement.type) {
      case 'ImportDeclaration': {
        const source = statement.source.value;
        const named: string[] = [];
        const bindings: string[] = [];
        let namespace: string | undefined;
        for (const specifier of statement.specifiers) {
          if (specifier.type === 'ImportNamespaceSpecifier') namespace = specifier.local.name;
          else {
            const name = specifier.type === 'ImportDefaultSpecifier' ? 'default' : exportName(specifier.imported);
            named.push(name);
            bindings.push(name === specifier.local.name ? name : `${key(name)}: ${specifier.local.name}`);
          }
        }
        const call = imported(source, named);
        const declarations = [namespace, bindings.length > 0 ? `{ ${bindings.join(', ')} }` : undefined].filter(
          Boolean,
        );
        replace(
          statement,
          declarations.length > 0 ? declarations.map((left) => `const ${left} = ${call}`).join(' ') : call,
        );
        break;
      }
      case 'ExportNamedDeclaration': {
        if (statement.declaration) {
          edits.push({ start: statement.start!, end: statement.declaration.start!, text: '' });
          exported.push(...declaredNames(statement.declaration));
          break;
        }
        const from = statement.source ? `$from${linked++}` : undefined;
        const names: string[] = [];
        for (const specifier of statement.specifiers) {
          if (specifier.type === 'ExportNamespaceSpecifier')
            exported.push(`${key(exportName(specifier.exported))}: ${from}`);
          else if (specifier.type === 'ExportSpecifier') {
            const local = exportName(specifier.local);
            if (from) names.push(local);
            exported.push(`${key(exportName(specifier.exported))}: ${from ? `${from}[${quoted(local)}]` : local}`);
          }
        }
        replace(statement, statement.source ? `const ${from} = ${imported(statement.source.value, names)}` : '');
        break;
      }
      case 'ExportAllDeclaration': {
        const from = `$from${linked++}`;
        exported.push(`...${from}`);
        replace(statement, `const ${from} = ${imported(statement.source.value, [])}`);
        break;
      }
      case 'ExportDefaultDeclaration': {
        const { declaration } = statement;
        const name = 'id' in declaration && declaration.id ? declaration.id.name : undefined;
        edits.push({ start: statement.start!, end: declaration.start!, text: name ? '' : 'const $default =' });
        exported.push(`default: ${name ?? '$default'}`);
        break;
      }
      default:
    }
  }
  return `${prologue}${applied(code, edits)}\n$export({ ${exported.join(', ')} });\n`;
}

/** What a module exports; undefined where only another module knows. */
export function exportedNames({ body }: Program): string[] | undefined {
  if (body.some(({ type }) => type === 'ExportAllDeclaration')) return undefined;
  return body.flatMap((statement) => {
    if (statement.type === 'ExportDefaultDeclaration') return ['default'];
    if (statement.type !== 'ExportNamedDeclaration') return [];
    return [
      ...(statement.declaration ? declaredNames(statement.declaration) : []),
      ...statement.specifiers.map(({ exported }) => exportName(exported)),
    ];
  });
}

/** Replacements are padded to what they replace, and keep its line breaks. */
function applied(code: string, edits: Edit[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text } of edits) {
    const replaced = code.slice(start, end);
    const lines = replaced.split(lineBreak);
    const breaks = lines.length - 1;
    const kept =
      breaks === 0 ? text.padEnd(replaced.length) : text + '\n'.repeat(breaks) + ' '.repeat(lines[breaks]!.length);
    result += code.slice(at, start) + kept;
    at = end;
  }
  return result + code.slice(at);
}

const quoted = (name: string): string => JSON.stringify(name);

/** A name as a property's key: most are identifiers, but `export { f as 'any text' }` is allowed too. */
const key = (name: string): string => (/^[\w$]+$/.test(name) ? name : quoted(name));

/** What ends a line of JavaScript. */
const lineBreak = /\r\n|[\n\r\u2028\u2029]/;

const exportName = (name: { type: 'Identifier'; name: string } | { type: 'StringLiteral'; value: string }): string =>
  name.type === 'Identifier' ? name.name : name.value;

/** Names that an exported declaration binds. */
export function declaredNames(declaration: unknown): string[] {
  const node = declaration as { type: string } & Record<string, unknown>;
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'VariableDeclarator':
      return declaredNames(node['id']);
    case 'VariableDeclaration':
      return (node['declarations'] as unknown[]).flatMap(declaredNames);
    case 'Identifier':
      return [node['name'] as string];
    case 'ObjectPattern':
      return (node['properties'] as unknown[]).flatMap(declaredNames);
    case 'ObjectProperty':
      return declaredNames(node['value']);
    case 'ArrayPattern':
      return (node['elements'] as unknown[]).filter(Boolean).flatMap(declaredNames);
    case 'AssignmentPattern':
      return declaredNames(node['left']);
    case 'RestElement':
      return declaredNames(node['argument']);
    default:
      return [];
  }
}
