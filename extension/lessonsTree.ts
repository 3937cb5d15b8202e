import * as vscode from 'vscode';
import type { OpenCourse } from '../runtime/course/course';
import type { Chapter, Exercise } from '../runtime/protocol/exercise';
import { chapterOf, passedCount } from './courseOrder';
import type { CurrentExercise } from './currentExercise';
import type { DojoWorkspace } from './dojoWorkspace';
import type { Language } from './language';
import type { Progress } from './progress';
import { stateThemeIcon, stateWord } from './stateWords';

export type LessonNode =
  | { kind: 'upNext'; exercise: Exercise }
  | { kind: 'chapter'; chapter: Chapter }
  | { kind: 'exercise'; exercise: Exercise };

const EXPANDED = 'expandedChapters';

/** Chapters and exercises in course order. Empty outside a dojo workspace, where the welcome takes its place. */
export class LessonsTree implements vscode.TreeDataProvider<LessonNode>, vscode.Disposable {
  private readonly course: OpenCourse;
  private readonly workspace: DojoWorkspace;
  private readonly progress: Progress;
  private readonly current: CurrentExercise;
  private readonly language: Language;
  private readonly memory: vscode.Memento;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly view: vscode.TreeView<LessonNode>;
  private readonly listening: vscode.Disposable[];

  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    course: OpenCourse,
    workspace: DojoWorkspace,
    progress: Progress,
    current: CurrentExercise,
    language: Language,
    memory: vscode.Memento,
  ) {
    this.course = course;
    this.workspace = workspace;
    this.progress = progress;
    this.current = current;
    this.language = language;
    this.memory = memory;
    this.view = vscode.window.createTreeView('tensorDojo.lessons', { treeDataProvider: this, showCollapseAll: true });
    const redraw = (): void => this.changed.fire();
    this.listening = [
      workspace.onDidChange(redraw),
      progress.onDidChange(redraw),
      language.onDidChange(redraw),
      current.onDidChange(() => this.follow()),
      this.view.onDidChangeVisibility(() => this.follow()),
      this.view.onDidExpandElement(({ element }) => this.remember(element, true)),
      this.view.onDidCollapseElement(({ element }) => this.remember(element, false)),
    ];
  }

  getChildren(node?: LessonNode): LessonNode[] {
    if (!this.workspace.root) return [];
    if (!node) {
      const next = this.progress.upNext(this.course.exercises);
      const chapters = this.course.course.chapters.map((chapter) => ({ kind: 'chapter' as const, chapter }));
      return next ? [{ kind: 'upNext', exercise: next }, ...chapters] : chapters;
    }
    if (node.kind !== 'chapter') return [];
    return node.chapter.exercises.map((exercise) => ({ kind: 'exercise', exercise }));
  }

  getParent(node: LessonNode): LessonNode | undefined {
    const chapter = node.kind === 'exercise' ? chapterOf(this.course.course, node.exercise) : undefined;
    return chapter && { kind: 'chapter', chapter };
  }

  getTreeItem(node: LessonNode): vscode.TreeItem {
    switch (node.kind) {
      case 'upNext':
        return this.upNextItem(node.exercise);
      case 'chapter':
        return this.chapterItem(node.chapter);
      case 'exercise':
        return this.exerciseItem(node.exercise);
      default:
        return node satisfies never;
    }
  }

  dispose(): void {
    for (const one of [...this.listening, this.view, this.changed]) one.dispose();
  }

  /** Keeps the exercise that the learner is at in sight. */
  private follow(): void {
    const { exercise } = this.current;
    if (exercise && this.view.visible) void this.view.reveal({ kind: 'exercise', exercise });
  }

  private upNextItem(exercise: Exercise): vscode.TreeItem {
    const title = exercise.title[this.language.locale];
    const item = new vscode.TreeItem(vscode.l10n.t('Up next: {0}', title));
    item.id = 'upNext';
    item.iconPath = new vscode.ThemeIcon('arrow-right');
    item.contextValue = 'upNext';
    item.command = opening(exercise);
    return item;
  }

  private chapterItem(chapter: Chapter): vscode.TreeItem {
    const { locale } = this.language;
    const passed = passedCount(chapter.exercises, this.progress.state);
    const total = chapter.exercises.length;
    const expanded = this.expanded().includes(chapter.id);
    const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(chapter.title[locale], expanded ? Expanded : Collapsed);
    item.id = chapter.id;
    item.description = `${passed}/${total}`;
    item.tooltip = chapter.summary[locale];
    item.contextValue = 'chapter';
    const label = vscode.l10n.t('{0}, {1} of {2} passed', chapter.title[locale], passed, total);
    item.accessibilityInformation = { label };
    return item;
  }

  private exerciseItem(exercise: Exercise): vscode.TreeItem {
    const title = exercise.title[this.language.locale];
    const state = this.progress.state(exercise);
    const words = [stateWord(state)];
    if (this.progress.record(exercise).peeked) words.push(vscode.l10n.t('solution seen'));
    const book = exercise.book.map((source) => `${source.title} ${source.section}`).join(', ');
    const item = new vscode.TreeItem(title);
    item.id = exercise.id;
    item.description = words.join(' · ');
    item.iconPath = stateThemeIcon(state);
    item.tooltip = [`${title}: ${words.join(', ')}`, exercise.entry.join(', '), book].filter(Boolean).join('\n');
    item.contextValue = 'exercise';
    item.command = opening(exercise);
    item.accessibilityInformation = { label: [title, ...words].join(', ') };
    return item;
  }

  /** Until the learner has folded anything: the chapter that they are in. */
  private expanded(): string[] {
    const remembered = this.memory.get<string[]>(EXPANDED);
    if (remembered) return remembered;
    const here = this.current.exercise ?? this.progress.upNext(this.course.exercises);
    return this.course.course.chapters
      .filter(({ exercises }) => exercises.some((one) => one === here))
      .map(({ id }) => id);
  }

  private remember(node: LessonNode, open: boolean): void {
    if (node.kind !== 'chapter') return;
    const others = this.expanded().filter((id) => id !== node.chapter.id);
    void this.memory.update(EXPANDED, open ? [...others, node.chapter.id] : others);
  }
}

function opening(exercise: Exercise): vscode.Command {
  return { command: 'tensorDojo.openExercise', title: vscode.l10n.t('Open Exercise'), arguments: [exercise.id] };
}
