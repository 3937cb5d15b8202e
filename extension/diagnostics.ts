import * as vscode from 'vscode';
import type { Failure, Verdict } from '../runtime/protocol/verdict';
import { render } from '../runtime/words/render';
import type { RenderedFailure, RenderedVerdict } from '../runtime/words/rendered';
import type { Check, Checks } from './checks';
import { entryRange, placeRange } from './entryRange';
import type { Language } from './language';

/** What a verdict finds fault with, in the learner's own lines, until the next edit. */
export class Diagnostics implements vscode.Disposable {
  private readonly language: Language;
  private readonly collection = vscode.languages.createDiagnosticCollection('tensor-dojo');
  private readonly listening: vscode.Disposable[];

  constructor(checks: Checks, language: Language) {
    this.language = language;
    this.listening = [
      checks.onDidStart(({ document }) => this.collection.delete(document.uri)),
      checks.onDidFinish(({ check, verdict }) => this.show(check, verdict)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.collection.delete(document.uri);
      }),
    ];
  }

  dispose(): void {
    for (const one of this.listening) one.dispose();
    this.collection.dispose();
  }

  private show({ exercise, lesson, document, request }: Check, verdict: Verdict): void {
    if (request.mode !== 'check') return;
    const locale = this.language.locale;
    // Places in a text that has changed since would point at the wrong lines.
    if (document.isClosed || document.version !== request.documentVersion) return;
    const rendered = render(verdict, locale, lesson.messages[locale], exercise);
    const faults = faultsOf(verdict, rendered);
    this.collection.set(
      document.uri,
      faults.map(({ failure, entry, text }) => {
        const range = failure?.place
          ? placeRange(document, failure.place)
          : entryRange(document, entry ?? exercise.entry[0]);
        const diagnostic = new vscode.Diagnostic(range, text, vscode.DiagnosticSeverity.Error);
        diagnostic.source = 'Tensor Dojo';
        diagnostic.code = { value: exercise.title[locale], target: showTask(exercise.id) };
        return diagnostic;
      }),
    );
  }
}

interface Fault {
  failure?: Pick<Failure, 'place'>;
  entry?: string;
  text: string;
}

/** At most one for each entry: its first failing case. */
function faultsOf(verdict: Verdict, rendered: RenderedVerdict): Fault[] {
  if (verdict.outcome === 'pass' || verdict.outcome === 'notAttempted') return [];
  const { reason } = rendered;
  if (reason === 'cancelled' || reason === 'internal') return [];
  const faults: Fault[] = [];
  verdict.cases.forEach(({ entry, failure }, index) => {
    const words = rendered.cases[index]?.failure;
    if (failure && words && !faults.some((fault) => fault.entry === entry))
      faults.push({ failure, entry, text: sentence(words) });
  });
  if (faults.length > 0) return faults;
  const text = rendered.failure ? sentence(rendered.failure) : rendered.headline;
  return [{ failure: verdict.failure ?? { ...(verdict.error?.place && { place: verdict.error.place }) }, text }];
}

function sentence({ case: name, mistake, summary }: RenderedFailure): string {
  const text = mistake ?? summary;
  return name === null ? text : `${name}: ${text}`;
}

function showTask(exercise: string): vscode.Uri {
  return vscode.Uri.parse(`command:tensorDojo.showTask?${encodeURIComponent(JSON.stringify([exercise]))}`);
}
