import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { findWorkspace, isWorkspace } from '../node/workspace';
import { UsageError } from './usage';

/** Far more than a lesson asks for, and nothing that the judge would be long in reading. */
const largest = 1024 * 1024;

/** What `npm start` makes, beside which a person may well stand. */
const usualWorkspace = 'dojo-workspace';

/** The workspace that this folder is in, else the one beside it. */
export async function workspaceHere(): Promise<string | undefined> {
  const beside = path.resolve(usualWorkspace);
  return (await findWorkspace(process.cwd())) ?? ((await isWorkspace(beside)) ? beside : undefined);
}

/** A learner's text; a `UsageError` says why there is none to judge, and what to do where no file is there. */
export async function readLearnerFile(file: string, ifAbsent = ''): Promise<string> {
  const found = await stat(file).catch((error: unknown) => {
    throw new UsageError(codeOf(error) === 'ENOENT' ? `${file} does not exist${ifAbsent}` : unreadable(file, error));
  });
  if (!found.isFile()) throw new UsageError(`${file} is no file`);
  if (found.size > largest) {
    throw new UsageError(`${file} has ${Math.ceil(found.size / 2 ** 20)} MB; a learner's file has at most 1 MB`);
  }
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new UsageError(unreadable(file, error));
  });
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Said below.
  }
  throw new UsageError(`${file} is not text in UTF-8`);
}

const unreadable = (file: string, error: unknown): string => `${file} cannot be read (${codeOf(error)})`;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);
