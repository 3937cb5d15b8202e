import * as vscode from 'vscode';
import type { ExerciseState } from './progressRecords';

/** A state in words. */
export function stateWord(state: ExerciseState): string {
  switch (state) {
    case 'notStarted':
      return vscode.l10n.t('not started');
    case 'attempted':
      return vscode.l10n.t('attempted');
    case 'passed':
      return vscode.l10n.t('passed');
    case 'needsLook':
      return vscode.l10n.t('needs a look');
    default:
      return state satisfies never;
  }
}

/** Shapes differ as colours do. */
export const stateIcon: Record<ExerciseState, { id: string; color?: string }> = {
  notStarted: { id: 'circle-large-outline' },
  attempted: { id: 'circle-large-filled', color: 'charts.yellow' },
  passed: { id: 'pass-filled', color: 'testing.iconPassed' },
  needsLook: { id: 'eye', color: 'charts.orange' },
};

export function stateThemeIcon(state: ExerciseState): vscode.ThemeIcon {
  const { id, color } = stateIcon[state];
  return new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
}
