import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { EngineCosts } from '../engines/pricing/costs';
import { parseCosts } from '../engines/pricing/parseCosts';
import { digest, type Machine } from './calibrationMachine';

/** Where they are kept in a program's storage. */
export const costsFolder = (storage: string): string => path.join(storage, 'engine-costs');

/** Costs that were kept; `undefined` where there are none that can be read and are of this very machine. */
export function readCosts(folder: string, machine: Machine): EngineCosts | undefined {
  try {
    const costs = parseCosts(JSON.parse(readFileSync(fileFor(folder, machine), 'utf8')), '');
    return isOf(costs, machine) ? costs : undefined;
  } catch {
    return undefined;
  }
}

/** Where they cannot be kept, they are measured again another time. */
export function writeCosts(folder: string, machine: Machine, costs: EngineCosts): void {
  try {
    mkdirSync(folder, { recursive: true });
    const file = fileFor(folder, machine);
    // Another process may read it, or write it too.
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, JSON.stringify(costs));
    renameSync(unfinished, file);
  } catch {
    return;
  }
}

/** A folder may be shared by several machines: each has a file of its own. */
function fileFor(folder: string, machine: Machine): string {
  return path.join(folder, `${machine.engine}-${digest([JSON.stringify(entriesOf(machine))])}.json`);
}

function isOf({ measuredOn }: EngineCosts, machine: Machine): boolean {
  return entriesOf(machine).every(([key, value]) => measuredOn[key] === value);
}

const entriesOf = (machine: Machine) => Object.entries(machine).sort() as [keyof Machine, string | number][];
