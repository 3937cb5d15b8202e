import { loadingSince } from './loading';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { TensorDojoApi } from './api';
import { Checks } from './checks';
import { codeLenses } from './codeLenses';
import { registerCommands } from './commands';
import { CurrentExercise } from './currentExercise';
import { debugChecks } from './debugCheck';
import { Diagnostics } from './diagnostics';
import type { Dojo } from './dojo';
import { DojoWorkspace } from './dojoWorkspace';
import { Engines } from './engines';
import { ExerciseOpener } from './exerciseOpener';
import { GradientPanel } from './gradientPanel';
import { CudaEngine } from './installCudaEngine';
import { JudgeProcess } from './judgeProcess';
import { Language } from './language';
import { LearnerFiles } from './learnerFiles';
import { LessonsTree } from './lessonsTree';
import { Output } from './output';
import { Progress } from './progress';
import { ProgressFile } from './progressFile';
import { ProgressSync } from './progressSync';
import { Reset } from './reset';
import { openShippedCourse } from './shippedCourse';
import { solutionDocuments } from './solutionDocument';
import { StatusBar } from './statusBar';
import { TaskPanel } from './taskPanel';
import { Testing } from './testing';
import { TrainingPanel } from './trainingPanel';
import { recordTraining } from './trainingRecorder';
import { TrainingRuns } from './trainingRuns';
import { Trust } from './trust';
import { Verdicts } from './verdicts';
import { WhileOpen } from './whileOpen';
import { WorkspaceSetup } from './workspaceSetup';

const requireMs = performance.now() - loadingSince;

export async function activate(context: vscode.ExtensionContext): Promise<TensorDojoApi> {
  const activatingSince = performance.now();
  const { subscriptions, extensionUri, globalState, workspaceState } = context;
  const distDir = path.join(context.extensionPath, 'dist');
  const version = String(context.extension.packageJSON.version);
  const storage = (context.storageUri ?? context.globalStorageUri).fsPath;

  const course = await openShippedCourse(path.join(distDir, 'course'));
  const progress = new Progress(new ProgressFile(path.join(context.globalStorageUri.fsPath, 'progress.json')));
  const sync = new ProgressSync(progress, globalState);
  void sync.begin();
  const language = new Language();
  const trust = new Trust();
  const workspace = new DojoWorkspace(course);
  const current = new CurrentExercise(workspace, workspaceState);
  const files = new LearnerFiles(workspace, course, progress);
  const verdicts = new Verdicts(path.join(storage, 'verdicts'), files);
  const trainingRuns = new TrainingRuns(path.join(storage, 'training'));
  const judge = new JudgeProcess(distDir, context.globalStorageUri.fsPath);
  const checks = new Checks(judge, course, files, verdicts, progress, trust);
  const engines = new Engines(judge, checks, trust, language);
  const told = { files, progress, verdicts, trainingRuns, checks, engines };
  const dojo: Dojo = { course, workspace, current, trust, language, ...told };

  const setup = new WorkspaceSetup(distDir, version, globalState);
  const tree = new LessonsTree(course, workspace, progress, current, language, workspaceState);
  const output = new Output(checks, language);
  const taskPanel = new TaskPanel(extensionUri, dojo);
  const trainingPanel = new TrainingPanel(extensionUri, dojo);
  const gradientPanel = new GradientPanel(extensionUri, dojo);
  const opener = new ExerciseOpener(dojo, taskPanel, setup);
  const reset = new Reset(dojo, vscode.Uri.joinPath(context.globalStorageUri, 'backups'));
  const cudaEngine = new CudaEngine(context.globalStorageUri.fsPath, language, engines);
  const parts = { dojo, opener, setup, taskPanel, trainingPanel, gradientPanel, output, reset, cudaEngine };

  let testing: Testing | undefined;
  const inDojo = new WhileOpen(workspace, (root) => {
    testing = new Testing(dojo, opener);
    void opener.resume(root);
    return [
      testing,
      setup.settleIn(root, trust),
      judge.warmFor(current, trust),
      codeLenses(workspace),
      new Diagnostics(checks, language),
      new StatusBar(dojo, judge),
      ...recordTraining(checks, trainingRuns),
      ...debugChecks(dojo),
    ];
  });

  const state = [sync, language, trust, workspace, current, trainingRuns, judge, checks, engines];
  const views = [tree, output, taskPanel, trainingPanel, gradientPanel, inDojo, cudaEngine, solutionDocuments(dojo)];
  subscriptions.push(...state, ...views, ...registerCommands(parts));
  return {
    activationMs: requireMs + performance.now() - activatingSince,
    course,
    lessons: tree,
    progress,
    trainingRuns,
    engines,
    get testing() {
      return testing;
    },
    check: async (id, options) => {
      const exercise = course.find(id);
      return exercise && checks.run(exercise, options);
    },
  };
}
