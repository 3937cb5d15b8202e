import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { ModuleText } from '../protocol/learner';
import type { SourcePlace, ThrownError } from '../protocol/script';
import { prologue } from './links';

/** A learner process is expected to cut what it says; this is for one that does not. */
const maxCharacters = 4000;

/** Turns places in modules' code into places in the texts they were made of. Frames elsewhere are dropped. */
export class Places {
  readonly #modules = new Map<string, { map?: TraceMap }>();

  constructor(modules: readonly ModuleText[]) {
    for (const { file, map } of modules) this.#modules.set(file, map === undefined ? {} : { map: new TraceMap(map) });
  }

  original({ name, message, frames, np }: ThrownError): ThrownError {
    return {
      name: name.slice(0, maxCharacters),
      message: message.slice(0, maxCharacters),
      frames: frames.flatMap((frame) => this.#place(frame) ?? []),
      ...(np && { np }),
    };
  }

  #place({ file, line, column }: SourcePlace): SourcePlace | undefined {
    const module = this.#modules.get(file);
    if (!module) return undefined;
    const inCode = line === 1 ? Math.max(1, column - prologue.length) : column;
    if (!module.map) return { file, line, column: inCode };
    const found = originalPositionFor(module.map, { line: Math.max(1, line), column: inCode - 1 });
    return found.line === null ? undefined : { file, line: found.line, column: found.column + 1 };
  }
}
