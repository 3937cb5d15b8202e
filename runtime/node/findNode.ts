import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Program } from './launchPlan';

/** The program that checks run on, and why it was chosen. */
export interface FoundNode {
  program: Program;
  /** Without the leading `v`. */
  version: string;
  chosen: 'setting' | 'host' | 'path' | 'electron';
  /** What was tried before it and would not do. */
  rejected: RejectedNode[];
}

interface RejectedNode {
  path: string;
  reason: 'didNotRun' | 'tooOld';
  version?: string;
}

export interface NodeSearch {
  /** The setting `tensorDojo.nodePath`; empty where it is not set. */
  setting: string;
  /** PATH as the editor has it. */
  searchPath: string;
  /** The program that this process runs on. */
  host: Program;
  hostVersion: string;
  ask?: (path: string) => Promise<Answer | undefined>;
  exists?: (path: string) => boolean;
}

/** What a `node` says of itself; asked, because a name on PATH may be a version manager's shim. */
interface Answer {
  execPath: string;
  version: string;
}

const oldest = [20, 19] as const;

/**
 * The setting; then the host's own program where that is a plain Node (as in a browser workbench); then `node` on
 * PATH; then the editor's Electron acting as one, which every desktop editor brings but native engines cannot use.
 */
export async function findNode(search: NodeSearch): Promise<FoundNode> {
  const { host, hostVersion, ask = askNode, exists = existsSync } = search;
  const rejected: RejectedNode[] = [];
  const attempt = async (file: string, chosen: FoundNode['chosen']): Promise<FoundNode | undefined> => {
    const answer = await ask(file);
    if (answer && isRecent(answer.version)) {
      const program = { ...host, path: answer.execPath, isElectron: false };
      return { program, version: answer.version, chosen, rejected };
    }
    rejected.push(
      answer ? { path: file, reason: 'tooOld', version: answer.version } : { path: file, reason: 'didNotRun' },
    );
    return undefined;
  };

  const set = search.setting ? await attempt(search.setting, 'setting') : undefined;
  if (set) return set;
  if (!host.isElectron) return { program: host, version: hostVersion, chosen: 'host', rejected };
  for (const file of onPath(search.searchPath, host.platform).filter(exists)) {
    const found = await attempt(file, 'path');
    if (found) return found;
  }
  return { program: host, version: hostVersion, chosen: 'electron', rejected };
}

function onPath(searchPath: string, platform: NodeJS.Platform): string[] {
  const { delimiter, join, isAbsolute } = platform === 'win32' ? path.win32 : path.posix;
  const name = platform === 'win32' ? 'node.exe' : 'node';
  const folders = searchPath.split(delimiter).filter(isAbsolute);
  return [...new Set(folders)].map((folder) => join(folder, name));
}

function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

function askNode(file: string): Promise<Answer | undefined> {
  const question = 'JSON.stringify({ execPath: process.execPath, version: process.versions.node })';
  return new Promise((resolve) => {
    execFile(file, ['-p', question], { timeout: 5_000, windowsHide: true }, (error, stdout) => {
      resolve(error ? undefined : parseAnswer(stdout));
    });
  });
}

function parseAnswer(printed: string): Answer | undefined {
  try {
    const { execPath, version } = JSON.parse(printed) as Record<string, unknown>;
    return typeof execPath === 'string' && typeof version === 'string' ? { execPath, version } : undefined;
  } catch {
    return undefined;
  }
}
