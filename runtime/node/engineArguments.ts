import { parseArgs } from 'node:util';

export interface WantedEngine {
  name: string;
  /** Where its package is installed. */
  folder?: string;
  probesAll: boolean;
  /** Its self-test has been passed. */
  tested: boolean;
}

/** What the launch plan says of the engine, to the process that it starts. */
export function wantedEngine(args = process.argv.slice(2)): WantedEngine {
  const flag = { type: 'boolean', default: false } as const;
  const options = { folder: { type: 'string' }, 'probes-all': flag, tested: flag } as const;
  const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
  const [name = 'cpu'] = positionals;
  const { folder, tested } = values;
  return { name, tested, probesAll: values['probes-all'], ...(folder !== undefined && { folder }) };
}
