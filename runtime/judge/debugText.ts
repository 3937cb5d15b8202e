import { decodedMap, encodedMap, TraceMap } from '@jridgewell/trace-mapping';
import type { ModuleText } from '../protocol/learner';
import { prologue } from './links';

declare const btoa: (binary: string) => string;

/**
 * A module as a debugger wants it. Where its text had to be transformed, its map goes with it, so that breakpoints in the
 * learner's file find their lines; where types were blanked in place, the lines are the same anyway.
 */
export function debuggable(module: ModuleText): ModuleText {
  const { code, file, map } = module;
  if (map === undefined) return module;
  const { mappings, ...rest } = decodedMap(new TraceMap(map));
  // What the loader put before the first line has moved its columns.
  const [first = [], ...lines] = mappings;
  const moved = first.map(([column, ...target]) => [column + prologue.length, ...target] as (typeof first)[number]);
  const whole = encodedMap(new TraceMap({ ...rest, mappings: [moved, ...lines], sources: [file] }));
  return {
    ...module,
    code: `${code}//# sourceMappingURL=data:application/json;base64,${base64(JSON.stringify(whole))}\n`,
  };
}

/** JSON in ASCII, as base64. */
const base64 = (json: string): string =>
  btoa(json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`));
