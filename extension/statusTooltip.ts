import * as vscode from 'vscode';
import type { FoundNode } from '../runtime/node/findNode';
import type { PassedOver } from '../runtime/protocol/engine';
import type { Locale } from '../runtime/protocol/exercise';
import type { EngineSurvey } from '../runtime/protocol/pricing';
import type { Verdict } from '../runtime/protocol/verdict';
import { passedOverText, predictionsText, remedyText } from '../runtime/words/engineWords';
import { chosenEngine } from './checks';

export interface StatusFacts {
  headline: string;
  /** What the run goes on, or the last verdict came from. */
  on: Pick<Verdict, 'engine' | 'device' | 'predictions'> | undefined;
  verdict: Verdict | undefined;
  survey: EngineSurvey | undefined;
  node: FoundNode | undefined;
  locale: Locale;
}

/** Which engine is in use, on which device, why each other one is not, and what to do about it. */
export function statusTooltip({ headline, on, verdict, survey, node, locale }: StatusFacts): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.isTrusted = { enabledCommands: ['tensorDojo.installCudaEngine', 'tensorDojo.measureEngines'] };
  const paragraph = (text: string) => tooltip.appendMarkdown(`${plain(text)}\n\n`);
  tooltip.appendMarkdown(`**${plain(headline)}**\n\n`);
  const { engine, device, predictions = [] } = on ?? {};
  if (engine) paragraph(vscode.l10n.t('Engine: {0}', [...new Set([engine, device])].filter(Boolean).join(', ')));
  if (predictions.length > 0) paragraph(vscode.l10n.t('Predicted: {0}', predictionsText(predictions, locale)));
  else if (engine && chosenEngine() === 'auto') paragraph(onProcessor(survey));
  const absent = passedOver(verdict, survey);
  for (const one of absent) {
    const remedy = remedyText(one, locale);
    tooltip.appendMarkdown(`- ${plain(passedOverText(one, locale))}${remedy ? `  \n  _${plain(remedy)}_` : ''}\n`);
  }
  tooltip.appendMarkdown('\n');
  paragraph(nodeWords(node));
  const commands = [
    ...(absent.some(isInstallable) ? [[vscode.l10n.t('Install CUDA Engine'), 'installCudaEngine']] : []),
    ...(survey ? [[vscode.l10n.t('Measure Engines Again'), 'measureEngines']] : []),
  ];
  return tooltip.appendMarkdown(commands.map(([text, name]) => `[${text}](command:tensorDojo.${name})`).join(' · '));
}

/** Not by `appendText`: where its spaces stand, no line can break. */
const plain = (text: string): string => text.replace(/[!-/:-@[-`{-~]/g, '\\$&');

const isInstallable = ({ engine, why }: PassedOver): boolean =>
  engine === 'tfjs-node-gpu' && (why === 'notInstalled' || why === 'halfInstalled');

function onProcessor(survey: EngineSurvey | undefined): string {
  const some = survey?.measured.map(({ engine }) => engine) ?? [];
  if (some.length === 0)
    return vscode.l10n.t(
      'Cases are asked on the processor; training takes the engine that is the fastest for its net.',
    );
  return vscode.l10n.t(
    'Cases are asked on the processor; training takes the engine that is the fastest for its net: {0}',
    some.join(', '),
  );
}

/** Of engines, the last verdict may be old: where this machine was looked at since, that counts. */
function passedOver(verdict: Verdict | undefined, survey: EngineSurvey | undefined): PassedOver[] {
  const before = verdict?.passedOver ?? [];
  return survey ? [...before.filter(({ why }) => why === 'lost'), ...survey.absent] : before;
}

/** What checks run on, and why that. */
function nodeWords(found: FoundNode | undefined): string {
  if (!found) return vscode.l10n.t('Nothing runs until the first check.');
  switch (found.chosen) {
    case 'setting':
      return vscode.l10n.t('Node.js {0}, as the setting tensorDojo.nodePath says', found.version);
    case 'host':
      return vscode.l10n.t('Node.js {0}, the one that the editor runs on', found.version);
    case 'path':
      return vscode.l10n.t('Node.js {0}, found on PATH', found.version);
    case 'electron':
      return vscode.l10n.t('Node.js {0} inside the editor, as no other was found', found.version);
    default:
      return found.chosen satisfies never;
  }
}
