import * as vscode from 'vscode';
import type { SourcePlace } from '../runtime/protocol/script';
import { scanEntries } from './entryScan';

/** The entry's name in its declaration, or the first line where it is not declared. */
export function entryRange(document: vscode.TextDocument, entry: string | undefined): vscode.Range {
  const [place] = entry === undefined ? [] : scanEntries(document.getText(), [entry]);
  if (!place) return document.lineAt(0).range;
  return new vscode.Range(place.line, place.column, place.line, place.column + place.name.length);
}

/** The word that a verdict points at, or the one character where there is no word. */
export function placeRange(document: vscode.TextDocument, place: SourcePlace): vscode.Range {
  const at = document.validatePosition(new vscode.Position(Math.max(0, place.line - 1), Math.max(0, place.column - 1)));
  return document.getWordRangeAtPosition(at) ?? document.validateRange(new vscode.Range(at, at.translate(0, 1)));
}
