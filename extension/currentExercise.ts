import * as vscode from 'vscode';
import type { Exercise } from '../runtime/protocol/exercise';
import type { DojoWorkspace } from './dojoWorkspace';

const LAST = 'lastExercise';

/** The exercise that commands, the key and the status bar mean: that of the last focused editor or panel. */
export class CurrentExercise implements vscode.Disposable {
  private readonly workspace: DojoWorkspace;
  private readonly memory: vscode.Memento;
  private readonly changed = new vscode.EventEmitter<Exercise | undefined>();
  private readonly watching: vscode.Disposable[];
  private current: Exercise | undefined;

  readonly onDidChange = this.changed.event;

  constructor(workspace: DojoWorkspace, memory: vscode.Memento) {
    this.workspace = workspace;
    this.memory = memory;
    this.watching = [
      vscode.window.onDidChangeActiveTextEditor((editor) => this.follow(editor)),
      workspace.onDidChange(() => this.follow(vscode.window.activeTextEditor)),
    ];
    this.follow(vscode.window.activeTextEditor);
  }

  get exercise(): Exercise | undefined {
    return this.current;
  }

  /** Id of the exercise that was current last, in this window or before it was closed; else of one that is open in a tab. */
  get lastId(): string | undefined {
    return this.current?.id ?? this.memory.get<string>(LAST) ?? this.inTabs()?.id;
  }

  set(exercise: Exercise): void {
    if (exercise === this.current) return;
    this.current = exercise;
    void this.memory.update(LAST, exercise.id);
    this.changed.fire(exercise);
  }

  dispose(): void {
    for (const one of this.watching) one.dispose();
    this.changed.dispose();
  }

  private inTabs(): Exercise | undefined {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const files = [...tabs.filter((tab) => tab.isActive), ...tabs].map(({ input }) =>
      input instanceof vscode.TabInputText ? this.workspace.exerciseOf(input.uri) : undefined,
    );
    return files.find((exercise) => exercise !== undefined);
  }

  private follow(editor: vscode.TextEditor | undefined): void {
    const exercise = this.workspace.exerciseOf(editor?.document.uri);
    void vscode.commands.executeCommand('setContext', 'tensorDojo.exerciseEditor', exercise !== undefined);
    if (exercise) this.set(exercise);
  }
}
