import * as vscode from 'vscode';
import { cudaEngineFolder, cudaEngineState } from '../runtime/node/cudaEngineFolder';
import { codeOf } from '../runtime/node/systemError';
import { installCudaEngine, removeCudaEngine } from '../runtime/node/cudaEngineInstall';
import type { FoundNpm } from '../runtime/node/cudaEngineNpm';
import { cudaRequirementsHere } from '../runtime/node/cudaEngineRequirements';
import type { CudaEngineFound, CudaFailure, CudaOutcome } from '../runtime/protocol/cudaEngine';
import type { Locale } from '../runtime/protocol/exercise';
import {
  cudaAccount,
  cudaFailureText,
  cudaFoundText,
  cudaProgressText,
  cudaStateText,
} from '../runtime/words/cudaWords';
import { chosenNode } from './chosenNode';
import { askWithAccount } from './cudaAccount';
import type { CudaAccount } from './cudaAccount';
import type { Engines } from './engines';
import type { Language } from './language';

/** Puts TensorFlow for CUDA into the extension's storage when it is asked to, and takes it away again. */
export class CudaEngine implements vscode.Disposable {
  private readonly folder: string;
  private readonly language: Language;
  private readonly engines: Engines;
  private running: AbortController | undefined;
  private channel: vscode.OutputChannel | undefined;

  constructor(storage: string, language: Language, engines: Engines) {
    this.folder = cudaEngineFolder(storage);
    this.language = language;
    this.engines = engines;
  }

  /** First the account; it is the user who then says whether to install. Resolves with how that ended, if it came to it. */
  async install(): Promise<CudaOutcome['outcome'] | undefined> {
    if (this.running) {
      void this.saySoon(this.running);
      return 'busy';
    }
    const looked = this.look();
    const account = looked.then((found) => {
      this.write(found);
      return found;
    });
    const [choice, { node, npm, requirements }] = await Promise.all([
      askWithAccount(account, this.language.locale),
      account,
    ]);
    if (choice === 'showText') this.log.show(true);
    if (choice !== 'install' || !npm || this.running) return undefined;
    const outcome = await this.run(node, npm);
    if (outcome.outcome === 'installed') this.engines.forget();
    void this.conclude(outcome, requirements.forGpu);
    return outcome.outcome;
  }

  async remove(): Promise<void> {
    if (this.running) return this.saySoon(this.running);
    const state = await cudaEngineState(this.folder);
    if (state.state === 'absent') {
      void vscode.window.showInformationMessage(vscode.l10n.t('The CUDA engine is not installed.'));
      return;
    }
    const remove = vscode.l10n.t('Remove');
    const question = vscode.l10n.t('Remove the CUDA engine?');
    const detail = cudaStateText(state, this.language.locale);
    if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) !== remove) return;
    const outcome = await removeCudaEngine(this.folder).catch((error: unknown) => {
      if (isInUse(error)) throw new Error(inUseText(this.language.locale));
      throw error;
    });
    if (outcome === 'removed') this.engines.forget();
    void vscode.window.showInformationMessage(
      outcome === 'removed'
        ? vscode.l10n.t('The CUDA engine is removed.')
        : vscode.l10n.t('Another window is installing the CUDA engine.'),
    );
  }

  dispose(): void {
    this.running?.abort();
    this.channel?.dispose();
  }

  private async look(): Promise<CudaAccount & { node: string; npm: FoundNpm | undefined }> {
    const found = await chosenNode();
    const { folder } = this;
    const { requirements, npm } = await cudaRequirementsHere(folder, found);
    return { requirements, npm, node: found.program.path, folder, state: await cudaEngineState(folder) };
  }

  private write({ requirements, state, folder }: CudaAccount): void {
    const { locale } = this.language;
    const lines = [...cudaAccount(requirements, locale), `${folder}: ${cudaStateText(state, locale)}`, ''];
    for (const line of lines) this.log.appendLine(line);
  }

  private run(node: string, npm: FoundNpm): Thenable<CudaOutcome> {
    const running = (this.running = new AbortController());
    const { locale } = this.language;
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Installing the CUDA engine'),
      cancellable: true,
    };
    return vscode.window.withProgress(options, async (progress, token) => {
      token.onCancellationRequested(() => running.abort());
      let shown = 0;
      try {
        return await installCudaEngine({
          folder: this.folder,
          node,
          npm,
          env: { ...proxied(), ...process.env },
          signal: running.signal,
          onLine: (line) => this.log.appendLine(line),
          onProgress: (now) => {
            const percent = now.done * 100;
            progress.report({ message: cudaProgressText(now, locale), increment: percent - shown });
            shown = percent;
          },
        });
      } finally {
        this.running = undefined;
      }
    });
  }

  private async conclude(outcome: CudaOutcome, forGpu: boolean): Promise<void> {
    switch (outcome.outcome) {
      case 'installed':
        return this.sayInstalled(outcome.found, forGpu);
      case 'cancelled':
        void vscode.window.showInformationMessage(
          vscode.l10n.t('The installation of the CUDA engine was cancelled. Nothing of it stays.'),
        );
        return undefined;
      case 'busy':
        void vscode.window.showInformationMessage(vscode.l10n.t('Another window is installing the CUDA engine.'));
        return undefined;
      case 'failed':
        return this.sayFailed(outcome.failure);
      default:
        return outcome satisfies never;
    }
  }

  /** What is in use from now on. */
  private async sayInstalled(found: CudaEngineFound, forGpu: boolean): Promise<void> {
    const engine = vscode.workspace.getConfiguration('tensorDojo').get<string>('engine') ?? 'auto';
    const said = [cudaFoundText(found, this.language.locale), inUse(engine)].join(' ');
    this.log.appendLine(said);
    if (found.onGpu) {
      void vscode.window.showInformationMessage(said);
      return;
    }
    const show = vscode.l10n.t('Show What Is Missing');
    const next = forGpu ? vscode.l10n.t('Show Log') : show;
    if ((await vscode.window.showWarningMessage(said, next)) === next) this.log.show(true);
  }

  private async sayFailed(failure: CudaFailure): Promise<void> {
    const said = cudaFailureText(failure, this.language.locale);
    this.log.appendLine(`\n${said}`);
    const [again, show] = [vscode.l10n.t('Try Again'), vscode.l10n.t('Show Log')];
    const chosen = await vscode.window.showErrorMessage(said, again, show);
    if (chosen === show) this.log.show(true);
    if (chosen === again) await this.install();
  }

  /** Pressed while it is at it. */
  private async saySoon(running: AbortController): Promise<void> {
    const [show, cancel] = [vscode.l10n.t('Show Log'), vscode.l10n.t('Cancel Installation')];
    const said = vscode.l10n.t('The CUDA engine is being installed already.');
    const chosen = await vscode.window.showInformationMessage(said, show, cancel);
    if (chosen === show) this.log.show(true);
    if (chosen === cancel) running.abort();
  }

  private get log(): vscode.OutputChannel {
    return (this.channel ??= vscode.window.createOutputChannel(vscode.l10n.t('Tensor Dojo: CUDA Engine')));
  }
}

const isInUse = (error: unknown): boolean => ['EPERM', 'EBUSY', 'EACCES'].includes(codeOf(error));

const inUseText = (locale: Locale): string =>
  cudaFailureText({ stage: 'settling', reason: 'inUse', detail: '', kept: false }, locale);

function inUse(engine: string): string {
  if (engine !== 'auto' && engine !== 'tfjs-node-gpu')
    return vscode.l10n.t(
      'The setting tensorDojo.engine says {0}, and that stays in use: choose auto to change it.',
      engine,
    );
  if (engine === 'auto') return vscode.l10n.t('From now on training takes it wherever it is the fastest.');
  return vscode.l10n.t('From now on it is the engine in use.');
}

/** The editor's own proxy, where the environment names none. */
function proxied(): Record<string, string> {
  if (Object.keys(process.env).some((name) => /^https?_proxy$/i.test(name))) return {};
  const proxy = vscode.workspace.getConfiguration('http').get<string>('proxy');
  return proxy ? { HTTPS_PROXY: proxy, HTTP_PROXY: proxy } : {};
}
