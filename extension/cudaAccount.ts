import * as vscode from 'vscode';
import { sizes } from '../runtime/node/cudaEngineRequirements';
import type { CudaEngineState, CudaNeed, CudaRequirements } from '../runtime/protocol/cudaEngine';
import type { Locale } from '../runtime/protocol/exercise';
import { cudaNeedText, cudaSizeText, cudaStateText } from '../runtime/words/cudaWords';

export interface CudaAccount {
  requirements: CudaRequirements;
  state: CudaEngineState;
  folder: string;
}

/** What was chosen of the account: nothing where it was left. */
type Choice = 'install' | 'showText' | undefined;

interface Row extends vscode.QuickPickItem {
  choice?: Exclude<Choice, undefined>;
}

/**
 * Shows what the engine needs beside what this machine has, and asks. The list is there at once and fills when the machine has
 * answered, for NVIDIA's tools take their time.
 */
export function askWithAccount(account: Promise<CudaAccount>, locale: Locale): Promise<Choice> {
  const pick = vscode.window.createQuickPick<Row>();
  pick.title = vscode.l10n.t('Install CUDA Engine');
  pick.placeholder = vscode.l10n.t('Looking at what this machine has…');
  pick.busy = true;
  pick.ignoreFocusOut = true;
  return new Promise((resolve) => {
    let choice: Choice;
    pick.onDidAccept(() => {
      const [row] = pick.selectedItems;
      if (!row) return;
      choice = row.choice;
      pick.hide();
    });
    pick.onDidHide(() => {
      pick.dispose();
      resolve(choice);
    });
    const filled = account.then((found) => {
      pick.busy = false;
      pick.placeholder = cudaStateText(found.state, locale);
      pick.items = rows(found, locale);
    });
    // What went wrong is said by whoever asked.
    filled.catch(() => pick.hide());
    pick.show();
  });
}

function rows({ requirements, state, folder }: CudaAccount, locale: Locale): Row[] {
  const label = state.state === 'absent' ? vscode.l10n.t('Install') : vscode.l10n.t('Install Again');
  const install: Row = requirements.installable
    ? {
        label: `$(cloud-download) ${label}`,
        description: cudaSizeText(sizes, locale),
        detail: folder,
        choice: 'install',
      }
    : { label: `$(circle-slash) ${vscode.l10n.t('It cannot be installed here.')}`, choice: 'showText' };
  return [
    install,
    { label: vscode.l10n.t('What it needs, and what was found'), kind: vscode.QuickPickItemKind.Separator },
    ...requirements.needs.map((need) => row(need, locale)),
  ];
}

function row(need: CudaNeed, locale: Locale): Row {
  const { title, text, next } = cudaNeedText(need, locale);
  return {
    label: `$(${icons[need.state]}) ${title}`,
    description: text,
    choice: 'showText',
    ...(next && { detail: next }),
  };
}

const icons: Record<CudaNeed['state'], string> = {
  met: 'pass',
  missing: 'warning',
  otherVersion: 'warning',
  aside: 'warning',
  unknown: 'question',
};
