import { strict as assert } from 'node:assert';
import { commands, debug, Location, Position, SourceBreakpoint } from 'vscode';
import type { DebugSession } from 'vscode';
import type { TensorDojoApi } from '../../../extension/api';
import type { Verdict } from '../../../runtime/protocol/verdict';
import { openDojo, until, write } from './learner';

const id = '03-forward/sigmoid';

describe('Debug Check', () => {
  let api: TensorDojoApi;
  before(async () => {
    api = await openDojo();
  });

  it("stops at a breakpoint in the learner's file, and records nothing", async () => {
    const document = await write(id, (await api.course.secret(id)).solution);
    await api.check(id);
    await api.progress.forgetAll();
    const line = document
      .getText()
      .split('\n')
      .findIndex((text) => /^\s*return /.test(text));
    const breakpoint = new SourceBreakpoint(new Location(document.uri, new Position(line, 0)));
    const stops: { session: DebugSession; threadId: number }[] = [];
    const watching = debug.registerDebugAdapterTrackerFactory('*', {
      createDebugAdapterTracker: (session) => ({
        onDidSendMessage: (message: { event?: string; body?: { threadId: number } }) => {
          if (message.event === 'stopped' && message.body) stops.push({ session, threadId: message.body.threadId });
        },
      }),
    });
    debug.addBreakpoints([breakpoint]);
    try {
      const running = commands.executeCommand<Verdict>('tensorDojo.debugCheck', id);
      const stop = await until('a stop at the breakpoint', () => stops[0], 40_000);
      const { stackFrames } = await stop.session.customRequest('stackTrace', { threadId: stop.threadId, levels: 1 });
      assert.equal(stackFrames[0]?.line, line + 1);
      assert.ok(String(stackFrames[0]?.source.path).endsWith(document.uri.path));
      assert.ok(!stackFrames[0]?.source.sourceReference, 'it is the file itself that is shown');
      assert.match(await local(stop.session, stackFrames[0]?.id, 'x'), /^\(3,\) float64 \[-?[\d.]+, /);
      debug.removeBreakpoints([breakpoint]);
      // The process may be gone before its answer: what counts is that the check went on to its end.
      const going = stop.session.customRequest('continue', { threadId: stop.threadId }).then(undefined, String);
      assert.equal((await running)?.outcome, 'pass');
      await going;
      const exercise = api.course.find(id);
      assert.equal(exercise && api.progress.state(exercise), 'notStarted');
    } finally {
      debug.removeBreakpoints([breakpoint]);
      watching.dispose();
      await debug.stopDebugging();
    }
  });

  it('is replaced by the next press, and ends with its debugger', async () => {
    await write(id, 'export function sigmoid() {\n  for (;;) {}\n}\n');
    const attached = new Set<DebugSession>();
    const listening = [
      debug.onDidStartDebugSession((session) => attached.add(session)),
      debug.onDidTerminateDebugSession((session) => attached.delete(session)),
    ];
    const press = async () => {
      const before = new Set(attached);
      const verdict = commands.executeCommand<Verdict>('tensorDojo.debugCheck', id);
      await until('a debugger', () => [...attached].some((one) => !before.has(one)), 40_000);
      return { verdict };
    };
    try {
      const first = await press();
      const second = await press();
      assert.equal((await first.verdict)?.error?.reason, 'cancelled');
      const soon = new Promise<string>((done) => setTimeout(done, 2500, 'still running'));
      assert.equal(await Promise.race([second.verdict, soon]), 'still running');
      await debug.stopDebugging();
      assert.equal((await second.verdict)?.error?.reason, 'cancelled');
    } finally {
      for (const one of listening) one.dispose();
      await debug.stopDebugging();
    }
  });
});

/** What the debugger shows of a variable of a frame. */
async function local(session: DebugSession, frameId: number, name: string): Promise<string> {
  const { scopes } = await session.customRequest('scopes', { frameId });
  const { variables } = await session.customRequest('variables', scopes[0]);
  const found = (variables as { name: string; value: string }[]).find((one) => one.name === name);
  assert.ok(found, `${name} is there`);
  return found.value;
}
