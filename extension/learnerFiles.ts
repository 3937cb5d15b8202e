import * as vscode from 'vscode';
import type { OpenCourse } from '../runtime/course/course';
import { ensureExercise } from '../runtime/node/workspace';
import type { CheckRequest } from '../runtime/protocol/judge';
import type { Exercise } from '../runtime/protocol/exercise';
import { standsOn } from './courseOrder';
import type { DojoWorkspace } from './dojoWorkspace';
import type { Progress } from './progress';
import { textHash } from './textHash';

/** The learner's own files: opened as documents, saved before they are judged, never overwritten. */
export class LearnerFiles {
  private readonly workspace: DojoWorkspace;
  private readonly course: OpenCourse;
  private readonly progress: Progress;

  constructor(workspace: DojoWorkspace, course: OpenCourse, progress: Progress) {
    this.workspace = workspace;
    this.course = course;
    this.progress = progress;
  }

  /** The document of an exercise, its starter where the learner has no file yet. */
  async open(exercise: Exercise): Promise<vscode.TextDocument> {
    const { root } = this.workspace;
    if (!root) throw new Error(vscode.l10n.t('No dojo workspace is open.'));
    return vscode.workspace.openTextDocument(await ensureExercise(root.fsPath, this.course, exercise.id));
  }

  /** The text as the learner sees it now, or undefined where it is not loaded in the editor. */
  shown(exercise: Exercise): vscode.TextDocument | undefined {
    const uri = this.workspace.fileOf(exercise)?.toString();
    return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
  }

  async exists(exercise: Exercise): Promise<boolean> {
    const uri = this.workspace.fileOf(exercise);
    if (!uri) return false;
    return vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
  }

  async saveDirty(exercise: Exercise): Promise<void> {
    const family = [exercise, ...standsOn(exercise, this.course.find)];
    const dirty = family.flatMap((one) => this.shown(one) ?? []).filter((document) => document.isDirty);
    await Promise.all(dirty.map((document) => document.save()));
  }

  /** The texts that an exercise stands on, where the learner has them. */
  async uses(exercise: Exercise): Promise<CheckRequest['uses']> {
    const found: CheckRequest['uses'] = [];
    for (const used of standsOn(exercise, this.course.find)) {
      if (!(await this.exists(used))) continue;
      const text = (await this.open(used)).getText();
      const passed = this.progress.state(used) === 'passed' && this.progress.record(used).textHash === textHash(text);
      found.push({ exercise: used.id, text, passed });
    }
    return found;
  }
}
