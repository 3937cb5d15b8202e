import * as vscode from 'vscode';
import { findNode } from '../runtime/node/findNode';
import type { FoundNode } from '../runtime/node/findNode';
import { thisProgram } from '../runtime/node/launchPlan';

/** The node that runs what is not the editor's own, as the settings and this machine have it now. */
export function chosenNode(): Promise<FoundNode> {
  return findNode({
    setting: vscode.workspace.getConfiguration('tensorDojo').get<string>('nodePath') ?? '',
    searchPath: process.env.PATH ?? '',
    host: thisProgram(),
    hostVersion: process.versions.node,
  });
}
