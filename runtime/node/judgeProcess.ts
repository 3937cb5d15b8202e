import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import type { CheckEvent, CheckRequest, FromJudge, ToJudge } from '../protocol/judge';
import { parseToJudge } from '../protocol/parseJudge';
import { createLocalJudge } from './localJudge';
import { PipeChannel } from './pipeChannel';

/** Learners kept started: one for the check, one for a failing case that is run again alone. */
const ready = 2;

const distDir = path.dirname(fileURLToPath(import.meta.url));
const channel = new PipeChannel<FromJudge, ToJudge>(
  new Socket({ fd: 3, readable: true, writable: true }),
  parseToJudge,
);
const { values: folders } = parseArgs({ options: { tfjs: { type: 'string' }, costs: { type: 'string' } } });
const judge = await createLocalJudge({
  distDir,
  ready,
  folders: { ...folders },
  onLearnerStarted: (pid) => channel.post({ type: 'learnerStarted', pid }),
  onLearnerEnded: (pid) => channel.post({ type: 'learnerEnded', pid }),
}).catch(leave);
const running = new Map<number, AbortController>();

channel.onMessage((message) => {
  switch (message.type) {
    case 'check':
      void check(message.id, message.request);
      return;
    case 'survey':
      void survey(message.id, message.again);
      return;
    case 'cancel':
      running.get(message.id)?.abort();
      return;
    default:
      message satisfies never;
  }
});
// Nobody is left to ask: the editor closed the channel, or is gone.
channel.onClose(() => void judge.dispose().finally(() => process.exit(0)));
channel.post({ type: 'ready' });

/** A damaged course, a missing bundle: the host reads the reason, without a stack, in what we said last. */
function leave(error: unknown): never {
  writeSync(2, error instanceof Error ? error.message : String(error));
  process.exit(1);
}

async function check(id: number, request: CheckRequest): Promise<void> {
  const verdict = await judge.check(request, eventsOf(id), cancelOf(id));
  running.delete(id);
  channel.post({ type: 'verdict', id, verdict });
}

async function survey(id: number, again: boolean): Promise<void> {
  const found = await judge.survey(again, eventsOf(id), cancelOf(id));
  running.delete(id);
  channel.post({ type: 'surveyed', id, ...(found && { survey: found }) });
}

function eventsOf(id: number): (event: CheckEvent) => void {
  return (event) => channel.post({ type: 'event', id, event });
}

function cancelOf(id: number): AbortSignal {
  const cancel = new AbortController();
  running.set(id, cancel);
  return cancel.signal;
}
