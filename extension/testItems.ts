import * as vscode from 'vscode';
import type { OpenCourse } from '../runtime/course/course';
import type { Exercise } from '../runtime/protocol/exercise';
import type { DojoWorkspace } from './dojoWorkspace';
import { entryRange } from './entryRange';
import type { Language } from './language';

/** What a test item stands for. */
export type Tested = { exercise: Exercise; case?: string };

/** The items of the Testing view: chapter, exercise, entry, case. Cases are known once the judge has planned them. */
export class TestItems {
  private readonly controller: vscode.TestController;
  private readonly course: OpenCourse;
  private readonly workspace: DojoWorkspace;
  private readonly language: Language;
  private readonly meaning = new WeakMap<vscode.TestItem, Tested>();
  private readonly ofExercise = new Map<string, vscode.TestItem>();

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
  }

  item(exercise: Exercise): vscode.TestItem {
    const item = this.ofExercise.get(exercise.id);
    if (!item) throw new Error(`no test item for ${exercise.id}`);
    return item;
  }

  caseItem(exercise: Exercise, entry: string, name: string): vscode.TestItem | undefined {
    return this.entryItem(exercise, entry).children.get(`${exercise.id}#${entry}#${name}`);
  }

  /** What a request for these items asks for: exercises in course order, one case where only one is meant. */
  tested(include: readonly vscode.TestItem[] | undefined, exclude: readonly vscode.TestItem[] = []): Tested[] {
    const wanted = include ?? [...this.controller.items].map(([, item]) => item);
    const meant = wanted
      .flatMap((item) => this.below(item))
      .filter(({ exercise }) => !exclude.includes(this.item(exercise)));
    return this.course.exercises.flatMap((exercise) => {
      const here = meant.filter((one) => one.exercise === exercise);
      const [only] = here;
      if (!only) return [];
      return [here.length === 1 ? only : { exercise }];
    });
  }

  plan(
    exercise: Exercise,
    cases: { name: string; label: string; entry: string; visible: boolean }[],
    all: boolean,
  ): void {
    const document = this.shown(exercise);
    for (const entry of exercise.entry) {
      const parent = this.entryItem(exercise, entry);
      const planned = cases.filter((one) => one.entry === entry || !exercise.entry.includes(one.entry));
      const items = planned.map(({ name, label, visible }, index) => {
        // Not as a description: the editor would read that aloud in place of the label.
        const words = `${label} · ${visible ? vscode.l10n.t('example') : vscode.l10n.t('hidden')}`;
        const item = this.controller.createTestItem(`${exercise.id}#${entry}#${name}`, words, parent.uri);
        item.sortText = sortText(index);
        if (document) item.range = entryRange(document, entry);
        this.meaning.set(item, { exercise, case: name });
        return item;
      });
      if (all) parent.children.replace(items);
      else for (const item of items) if (!parent.children.get(item.id)) parent.children.add(item);
      // A case without an entry of its own belongs to the first.
      cases = cases.filter((one) => !planned.includes(one));
    }
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
    this.meaning.set(item, { exercise });
    this.ofExercise.set(exercise.id, item);
    const entries = exercise.entry.map((entry, index) => {
      const child = this.controller.createTestItem(`${exercise.id}#${entry}`, entry, uri);
      child.sortText = sortText(index);
      this.meaning.set(child, { exercise });
      return child;
    });
    item.children.replace(entries);
    return item;
  }

  private entryItem(exercise: Exercise, entry: string): vscode.TestItem {
    const { children } = this.item(exercise);
    const item = children.get(`${exercise.id}#${entry}`) ?? children.get(`${exercise.id}#${exercise.entry[0]}`);
    if (!item) throw new Error(`no test item for ${entry} of ${exercise.id}`);
    return item;
  }

  private below(item: vscode.TestItem): Tested[] {
    const meaning = this.meaning.get(item);
    return meaning ? [meaning] : [...item.children].flatMap(([, child]) => this.below(child));
  }

  private shown(exercise: Exercise): vscode.TextDocument | undefined {
    const uri = this.workspace.fileOf(exercise)?.toString();
    return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
  }
}

function sortText(index: number): string {
  return String(index).padStart(4, '0');
}
