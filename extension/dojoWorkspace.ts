import { existsSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { OpenCourse } from '../runtime/course/course';
import { exerciseFile } from '../runtime/node/workspace';
import type { Exercise } from '../runtime/protocol/exercise';

/** The open folder that holds a learner's work, if there is one, and which exercise each of its files is. */
export class DojoWorkspace implements vscode.Disposable {
  private readonly course: OpenCourse;
  private readonly changed = new vscode.EventEmitter<vscode.Uri | undefined>();
  private readonly watching: vscode.Disposable[];
  private folder: vscode.Uri | undefined;

  readonly onDidChange = this.changed.event;

  constructor(course: OpenCourse) {
    this.course = course;
    const marker = vscode.workspace.createFileSystemWatcher('**/.dojo/workspace.json', false, true, false);
    this.watching = [
      marker,
      marker.onDidCreate(() => this.detect()),
      marker.onDidDelete(() => this.detect()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.detect()),
    ];
    this.detect();
  }

  get root(): vscode.Uri | undefined {
    return this.folder;
  }

  /** The learner's file of an exercise, whether it exists yet or not. */
  fileOf(exercise: Exercise): vscode.Uri | undefined {
    return this.folder && vscode.Uri.file(exerciseFile(this.folder.fsPath, exercise.id));
  }

  exerciseOf(uri: vscode.Uri | undefined): Exercise | undefined {
    if (!this.folder || uri?.scheme !== 'file') return undefined;
    const relative = path.relative(this.folder.fsPath, uri.fsPath).split(path.sep).join('/');
    return relative.endsWith('.ts') ? this.course.find(relative.slice(0, -'.ts'.length)) : undefined;
  }

  dispose(): void {
    for (const one of this.watching) one.dispose();
    this.changed.dispose();
  }

  private detect(): void {
    const found = vscode.workspace.workspaceFolders?.find(
      ({ uri }) => uri.scheme === 'file' && existsSync(path.join(uri.fsPath, '.dojo', 'workspace.json')),
    )?.uri;
    if (found?.toString() === this.folder?.toString()) return;
    this.folder = found;
    this.changed.fire(found);
  }
}
