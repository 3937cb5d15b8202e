import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { generatedPositionFor, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compileText } from '../../runtime/judge/compile';
import { debuggable } from '../../runtime/judge/debugText';
import { NodeLearnerPool } from '../../runtime/node/nodeLearnerPool';
import type { FromLearner } from '../../runtime/protocol/learner';
import { bundleDist } from './bundle';
import type { TestDist } from './bundle';

let dist: TestDist;
let pool: NodeLearnerPool;

beforeAll(async () => {
  dist = await bundleDist('learner');
  pool = new NodeLearnerPool({ distDir: dist.distDir, ready: 0 });
});

afterAll(async () => {
  await pool.dispose();
  await dist.remove();
});

const file = '/dojo/ch/ex.ts';
const code = `'use strict';\nconst f = () => {\n  const inside = 41;\n  return inside + 1;\n};\n$export({ f });`;

it('a debugger attaches before the first line, and stops at a breakpoint in the file of the learner', async () => {
  const learner = await pool.take({ memoryLimitMB: 512, inspectPort: 0 });
  expect(learner.debugUrl).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\//);
  const heard: FromLearner[] = [];
  learner.channel.onMessage((message) => heard.push(message));
  learner.channel.post({
    type: 'load',
    modules: [{ path: 'ch/ex', file, code }],
    main: 'ch/ex',
    entries: ['f'],
    defaultFloat: 'float64',
    memoryLimitBytes: 1e9,
  });
  const steps = [{ op: 'call' as const, target: 'f', args: [] }];
  learner.channel.post({ type: 'run', scripts: [{ seed: 1, timeLimitMs: 1000, steps }] });

  const inspector = await attach(learner.debugUrl ?? '');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(heard, 'nothing ran before the debugger said so').toEqual([]);
  inspector.send('Debugger.enable');
  inspector.send('Debugger.setBreakpointByUrl', { url: `file://${file}`, lineNumber: 3 });
  inspector.send('Runtime.runIfWaitingForDebugger');
  const paused = await inspector.heard('Debugger.paused');
  expect(paused).toContain('"functionName":"f"');
  inspector.send('Debugger.resume');
  await expect.poll(() => heard.map(({ type }) => type), { timeout: 5000 }).toEqual(['loaded', 'ran']);
  inspector.close();
  learner.end();
});

it('a debugger is told the lines of a text that could not be stripped in place', async () => {
  const chinese = '/home/某人/dojo/ch/ex.ts';
  const text = [
    'enum Side { Left = 1 } // on the first line',
    'export class Box {',
    '  constructor(private side: Side) {}',
    '  f() {',
    '    return this.side + 41;',
    '  }',
    '}',
    'export const f = () => new Box(Side.Left).f();',
  ].join('\n');
  const compiled = compileText('ch/ex', chinese, text);
  if (compiled.kind === 'refused') throw new Error(JSON.stringify(compiled.failure));
  const learner = await pool.take({ memoryLimitMB: 512, inspectPort: 0 });
  learner.channel.onMessage(() => {});
  learner.channel.post({
    type: 'load',
    modules: [debuggable(compiled.module)],
    main: 'ch/ex',
    entries: ['f'],
    defaultFloat: 'float64',
    memoryLimitBytes: 1e9,
  });
  const inspector = await attach(learner.debugUrl ?? '');
  inspector.send('Debugger.enable');
  inspector.send('Runtime.runIfWaitingForDebugger');
  const mapped = /"sourceMapURL":"data:application\/json;base64,([\w+/=]+)"/;
  const encoded = mapped.exec(await inspector.heard(mapped))![1]!;
  inspector.close();
  learner.end();

  const map = new TraceMap(Buffer.from(encoded, 'base64').toString());
  expect(map.sources).toEqual([chinese]);
  // Where the debugger sets a breakpoint on a line of the file, the code that came of that line stands.
  const lines = compiled.module.code.split('\n');
  const lineOf = (wanted: string) => generatedPositionFor(map, { source: chinese, ...at(text, wanted) }).line ?? 0;
  for (const wanted of ['return this.side', 'new Box(']) expect(lines[lineOf(wanted) - 1]).toContain(wanted);
  const first = lines[0]!.indexOf('var Side');
  expect(originalPositionFor(map, { line: 1, column: first - 1 }).line).toBeNull();
  expect(originalPositionFor(map, { line: 1, column: first })).toMatchObject({ line: 1, column: 0 });
});

function at(text: string, wanted: string): { line: number; column: number } {
  const before = text.slice(0, text.indexOf(wanted)).split('\n');
  return { line: before.length, column: before.at(-1)!.length };
}

/** As much of a WebSocket client as the inspector needs: masked texts out, raw bytes in. */
async function attach(url: string) {
  const { hostname, port, pathname } = new URL(url);
  const socket: Socket = connect(Number(port), hostname);
  let received = '';
  socket.setEncoding('latin1').on('data', (text: string) => (received += text));
  const heard = async (text: string | RegExp): Promise<string> => {
    await expect.poll(() => received.search(text) >= 0, { timeout: 5000 }).toBe(true);
    return received;
  };
  const handshake = [
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==',
    'Sec-WebSocket-Version: 13',
  ];
  socket.write([`GET ${pathname} HTTP/1.1`, `Host: ${hostname}:${port}`, ...handshake, '', ''].join('\r\n'));
  await heard('101 Switching Protocols');
  let id = 0;
  const send = (method: string, params: object = {}): void => {
    const text = Buffer.from(JSON.stringify({ id: ++id, method, params }));
    const mask = Buffer.alloc(4);
    const length =
      text.length < 126
        ? Buffer.from([0x80 | text.length])
        : Buffer.from([0x80 | 126, text.length >> 8, text.length & 255]);
    socket.write(Buffer.concat([Buffer.from([0x81]), length, mask, text]));
  };
  return { send, heard, close: () => socket.destroy() };
}
