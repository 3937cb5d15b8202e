import { homedir } from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { createWorkspace, refreshWorkspace } from '../runtime/node/workspace';
import { quietTesting } from './quietTesting';
import type { Trust } from './trust';

const PENDING = 'pendingExercise';

interface Pending {
  root: string;
  exercise: string;
}

/** Makes a folder for the learner's work, and finds the way back to the exercise that was meant. */
export class WorkspaceSetup {
  private readonly distDir: string;
  private readonly version: string;
  private readonly memory: vscode.Memento;

  constructor(distDir: string, version: string, memory: vscode.Memento) {
    this.distDir = distDir;
    this.version = version;
    this.memory = memory;
  }

  /** Asks where, makes the workspace there and opens it: the window reloads. */
  async create(exercise: string): Promise<void> {
    const root = await askWhere();
    if (!root) return;
    await createWorkspace(root.fsPath, this.distDir, this.version);
    const pending: Pending = { root: root.fsPath, exercise };
    await this.memory.update(PENDING, pending);
    const open = vscode.workspace.workspaceFolders?.some(({ uri }) => uri.toString() === root.toString());
    if (!open) await vscode.commands.executeCommand('vscode.openFolder', root, { forceReuseWindow: true });
  }

  /** Brings `.dojo/` up to date with this version and settles the folder in, as soon as it is trusted. */
  settleIn(root: vscode.Uri, trust: Trust): vscode.Disposable {
    const settle = async (): Promise<void> => {
      try {
        await refreshWorkspace(root.fsPath, this.distDir, this.version);
        await quietTesting(root);
      } catch (error) {
        // A folder that cannot be written is still one to read lessons in.
        void vscode.window.showErrorMessage(`Tensor Dojo: ${error instanceof Error ? error.message : String(error)}`);
      }
    };
    if (trust.isTrusted) void settle();
    return trust.onDidGrant(settle);
  }

  /** The exercise that was meant when the workspace at `root` was made; told once. */
  async takePending(root: vscode.Uri): Promise<string | undefined> {
    const pending = this.memory.get<Pending>(PENDING);
    if (pending?.root !== root.fsPath) return undefined;
    await this.memory.update(PENDING, undefined);
    return pending.exercise;
  }
}

async function askWhere(): Promise<vscode.Uri | undefined> {
  const home = vscode.Uri.file(path.join(homedir(), 'tensor-dojo'));
  const here = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri;
  const choices = [
    { label: vscode.l10n.t('In your home folder'), detail: home.fsPath, uri: home },
    ...(here ? [{ label: vscode.l10n.t('In the open folder'), detail: here.fsPath, uri: here }] : []),
    { label: vscode.l10n.t('Choose a folder…'), detail: vscode.l10n.t('Any empty folder will do'), uri: undefined },
  ];
  const placeHolder = vscode.l10n.t('Where should your exercises live?');
  const chosen = await vscode.window.showQuickPick(choices, { placeHolder, ignoreFocusOut: true });
  if (!chosen) return undefined;
  if (chosen.uri) return chosen.uri;
  const [folder] = (await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    defaultUri: vscode.Uri.file(homedir()),
    openLabel: vscode.l10n.t('Create Workspace'),
  })) ?? [undefined];
  return folder;
}
