import * as vscode from 'vscode';
import type { FoundNode } from '../runtime/node/findNode';
import { cudaEngineFolder } from '../runtime/node/cudaEngineFolder';
import { costsFolder } from '../runtime/node/calibrationFile';
import { createForkedJudge } from '../runtime/node/judgeClient';
import type { JudgeFolders, Program } from '../runtime/node/launchPlan';
import type { JudgeService } from '../runtime/protocol/judge';
import { chosenNode } from './chosenNode';
import type { CurrentExercise } from './currentExercise';
import type { Trust } from './trust';

/** The judge as the editor keeps it: on the Node that the settings name, started anew when they change. */
export class JudgeProcess implements JudgeService {
  private readonly distDir: string;
  private readonly folders: JudgeFolders;
  private readonly listening: vscode.Disposable;
  private judge: ReturnType<typeof createForkedJudge>;
  private found: FoundNode | undefined;

  /** `storage` is the extension's own folder, into which engines are installed and where their costs are kept. */
  constructor(distDir: string, storage: string) {
    this.distDir = distDir;
    this.folders = { tfjs: cudaEngineFolder(storage), costs: costsFolder(storage) };
    this.judge = this.create();
    this.listening = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('tensorDojo.nodePath')) return;
      void this.judge.dispose();
      this.judge = this.create();
    });
  }

  /** What checks run on and why, once it has been looked for. */
  get node(): FoundNode | undefined {
    return this.found;
  }

  readonly check: JudgeService['check'] = (request, onEvent, signal) => this.judge.check(request, onEvent, signal);

  readonly survey: JudgeService['survey'] = (again, onEvent, signal) => this.judge.survey(again, onEvent, signal);

  /** Starts it while the learner still reads, so that the first check finds it ready. */
  warmFor(current: CurrentExercise, trust: Trust): vscode.Disposable {
    const warm = (): void => {
      if (current.exercise && trust.isTrusted) void this.judge.warm();
    };
    warm();
    return vscode.Disposable.from(current.onDidChange(warm), trust.onDidGrant(warm));
  }

  async dispose(): Promise<void> {
    this.listening.dispose();
    await this.judge.dispose();
  }

  private create(): ReturnType<typeof createForkedJudge> {
    return createForkedJudge({ distDir: this.distDir, folders: this.folders, program: () => this.program() });
  }

  private async program(): Promise<Program> {
    this.found = await chosenNode();
    return this.found.program;
  }
}
