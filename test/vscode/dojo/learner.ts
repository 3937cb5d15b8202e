import { strict as assert } from 'node:assert';
import { commands, extensions, Range, window } from 'vscode';
import type { TextDocument } from 'vscode';
import type { TensorDojoApi } from '../../../extension/api';

/** The extension as a test sees it. */
export async function openDojo(): Promise<TensorDojoApi> {
  const extension = extensions.getExtension<TensorDojoApi>('tensor-dojo.tensor-dojo');
  assert.ok(extension, 'the extension is there');
  return extension.activate();
}

/** Opens an exercise as a click in the tree does, and puts this text into its file. */
export async function write(exercise: string, text: string): Promise<TextDocument> {
  const document = await openFile(exercise);
  const editor = await window.showTextDocument(document);
  const whole = document.validateRange(new Range(0, 0, document.lineCount, 0));
  await editor.edit((edit) => edit.replace(whole, text));
  return document;
}

export async function openFile(exercise: string): Promise<TextDocument> {
  await commands.executeCommand('tensorDojo.openExercise', exercise);
  const document = window.activeTextEditor?.document;
  assert.ok(document && document.uri.path.endsWith(`${exercise}.ts`), `${exercise} is open`);
  return document;
}

/** Polls until there is something, and answers with it. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  ms = 15_000,
): Promise<T> {
  for (const end = Date.now() + ms; ;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`waited ${ms} ms for ${what}`);
    await new Promise((later) => setTimeout(later, 30));
  }
}
