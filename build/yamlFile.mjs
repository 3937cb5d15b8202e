import { readFile } from 'node:fs/promises';
import path from 'node:path';
import Ajv from 'ajv';
import { LineCounter, isNode, parseDocument } from 'yaml';

const schemaFiles = ['exercise', 'chapter', 'course', 'messages'];

/** Reads YAML files against their schemas; every problem names the file, the line, the value and what was expected. */
export async function yamlReader(lessonsDir) {
  const ajv = new Ajv({ allErrors: true, useDefaults: true, verbose: true });
  for (const name of schemaFiles) {
    const schema = JSON.parse(await readFile(path.join(lessonsDir, 'schemas', `${name}.schema.json`), 'utf8'));
    ajv.addSchema(schema, `${name}.schema.json`);
  }
  return async function readYaml(relative, schemaName, problems) {
    let text;
    try {
      text = await readFile(path.join(lessonsDir, relative), 'utf8');
    } catch {
      problems.push({ file: relative, message: 'is missing' });
      return undefined;
    }
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines });
    for (const error of document.errors) {
      problems.push({ file: relative, line: error.linePos?.[0].line, message: error.message.split('\n')[0] });
    }
    if (document.errors.length > 0) return undefined;
    const value = document.toJS();
    const check = ajv.getSchema(`${schemaName}.schema.json`);
    if (check(value)) return value;
    for (const error of check.errors) {
      problems.push({ file: relative, line: lineOf(document, lines, error.instancePath), message: explain(error) });
    }
    return undefined;
  };
}

function lineOf(document, lines, pointer) {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key.replaceAll('~1', '/')));
  const node = document.getIn(keys, true);
  return isNode(node) && node.range ? lines.linePos(node.range[0]).line : undefined;
}

function explain({ instancePath, message, params, data, keyword }) {
  const where = instancePath.slice(1).replaceAll('/', '.') || 'the file';
  if (keyword === 'additionalProperties') return `${where} has an unknown key "${params.additionalProperty}"`;
  const allowed = params.allowedValues ? `: ${params.allowedValues.join(', ')}` : '';
  const found = data !== null && typeof data === 'object' ? '' : ` (found ${JSON.stringify(data)})`;
  return `${where} ${message}${allowed}${found}`;
}
