import * as vscode from 'vscode';
import type { OpenCourse } from '../runtime/course/course';
import type { Case, Exercise, Lesson, Messages } from '../runtime/protocol/exercise';
import { caseName } from '../runtime/words/render';
import type { DojoWorkspace } from './dojoWorkspace';
import { entryRange } from './entryRange';
import type { Language } from './language';

/** What a press in the Testing view asks for. */
export type Asked = Pick<vscode.TestRunRequest, 'include' | 'exclude'>;

/** The items of the Testing view: chapter, exercise, entry, case. The cases of an exercise come with its lesson. */
export class TestItems {
  private readonly controller: vscode.TestController;
  private readonly course: OpenCourse;
  private readonly workspace: DojoWorkspace;
  private readonly language: Language;
  private readonly ofExercise = new Map<string, vscode.TestItem>();
  /** By exercise, then by the case's name, in the author's order. */
  private readonly ofCase = new Map<string, Map<string, vscode.TestItem>>();
  private readonly lessons = new Map<string, Lesson>();

  constructor(controller: vscode.TestController, course: OpenCourse, workspace: DojoWorkspace, language: Language) {
    this.controller = controller;
    this.course = course;
    this.workspace = workspace;
    this.language = language;
    const chapters = course.course.chapters.map((chapter, index) => {
      const item = controller.createTestItem(chapter.id, chapter.title[language.locale]);
      item.sortText = sortText(index);
      item.children.replace(chapter.exercises.map((exercise, place) => this.exerciseItem(exercise, place)));
      return item;
    });
    controller.items.replace(chapters);
  }

  /** Names everything anew after the language has changed. */
  rename(): void {
    const { locale } = this.language;
    for (const chapter of this.course.course.chapters) {
      const item = this.controller.items.get(chapter.id);
      if (item) item.label = chapter.title[locale];
    }
    for (const exercise of this.course.exercises) this.item(exercise).label = exercise.title[locale];
    for (const [id, { cases, messages }] of this.lessons) {
      for (const one of cases) {
        const item = this.ofCase.get(id)?.get(one.name);
        if (item) item.label = label(one, messages[locale]);
      }
    }
  }

  item(exercise: Exercise): vscode.TestItem {
    const item = this.ofExercise.get(exercise.id);
    if (!item) throw new Error(`no test item for ${exercise.id}`);
    return item;
  }

  caseItem(exercise: Exercise, name: string): vscode.TestItem | undefined {
    return this.ofCase.get(exercise.id)?.get(name);
  }

  /** The items of a check: the exercise's own, or those of the cases that it is about. */
  checked(exercise: Exercise, only: readonly string[] | undefined): vscode.TestItem[] {
    return only?.flatMap((name) => this.caseItem(exercise, name) ?? []) ?? [this.item(exercise)];
  }

  /** Exercises in course order of which a request asks for something. */
  askedOf({ include }: Asked): Exercise[] {
    if (!include) return [...this.course.exercises];
    const above = new Set(include.flatMap(lineage));
    const named = new Set(include.map(({ id }) => id));
    return this.course.exercises.filter(
      ({ id }) => above.has(id) || lineage(this.ofExercise.get(id)).some((one) => named.has(one)),
    );
  }

  /** The cases of an exercise that a request asks for, in the author's order. Its lesson has been read. */
  casesOf(exercise: Exercise, { include, exclude = [] }: Asked): string[] {
    const among = (items: readonly vscode.TestItem[]): ((id: string) => boolean) => {
      const ids = new Set(items.map(({ id }) => id));
      return (id) => ids.has(id);
    };
    const wanted = include ? among(include) : () => true;
    const unwanted = among(exclude);
    return [...(this.ofCase.get(exercise.id) ?? [])]
      .filter(([, item]) => lineage(item).some(wanted) && !lineage(item).some(unwanted))
      .map(([name]) => name);
  }

  /** Adds the cases of an exercise, once. */
  plan(exercise: Exercise, lesson: Lesson): void {
    if (this.ofCase.has(exercise.id)) return;
    const document = this.shown(exercise);
    const items = new Map<string, vscode.TestItem>();
    this.ofCase.set(exercise.id, items);
    this.lessons.set(exercise.id, lesson);
    lesson.cases.forEach((one, index) => {
      const parent = this.entryItem(exercise, one.entry);
      const words = label(one, lesson.messages[this.language.locale]);
      const item = this.controller.createTestItem(`${parent.id}#${one.name}`, words, parent.uri);
      item.sortText = sortText(index);
      if (document) item.range = entryRange(document, one.entry);
      items.set(one.name, item);
      parent.children.add(item);
    });
    this.item(exercise).canResolveChildren = false;
  }

  /** Puts the items where the entries stand now. */
  locate(document: vscode.TextDocument): void {
    const exercise = this.workspace.exerciseOf(document.uri);
    if (!exercise) return;
    for (const entry of exercise.entry) {
      const item = this.entryItem(exercise, entry);
      const range = entryRange(document, entry);
      if (item.range?.isEqual(range)) continue;
      item.range = range;
      for (const [, child] of item.children) child.range = range;
    }
  }

  private exerciseItem(exercise: Exercise, place: number): vscode.TestItem {
    const uri = this.workspace.fileOf(exercise);
    const item = this.controller.createTestItem(exercise.id, exercise.title[this.language.locale], uri);
    item.sortText = sortText(place);
    item.canResolveChildren = true;
    this.ofExercise.set(exercise.id, item);
    const entries = exercise.entry.map((entry, index) => {
      const child = this.controller.createTestItem(`${exercise.id}#${entry}`, entry, uri);
      child.sortText = sortText(index);
      return child;
    });
    item.children.replace(entries);
    return item;
  }

  /** What asks about no entry of the exercise belongs to the first. */
  private entryItem(exercise: Exercise, entry: string): vscode.TestItem {
    const { children } = this.item(exercise);
    const item = children.get(`${exercise.id}#${entry}`) ?? children.get(`${exercise.id}#${exercise.entry[0]}`);
    if (!item) throw new Error(`no test item for ${entry} of ${exercise.id}`);
    return item;
  }

  private shown(exercise: Exercise): vscode.TextDocument | undefined {
    const uri = this.workspace.fileOf(exercise)?.toString();
    return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
  }
}

/** The ids of an item and of all that it belongs to. */
function lineage(item: vscode.TestItem | undefined): string[] {
  return item ? [item.id, ...lineage(item.parent)] : [];
}

/** All in the label: of a description, the editor would read that aloud in place of the label. */
function label({ name, visible }: Case, messages: Messages): string {
  return `${caseName(name, messages)} · ${visible ? vscode.l10n.t('example') : vscode.l10n.t('hidden')}`;
}

function sortText(index: number): string {
  return String(index).padStart(4, '0');
}
