import { Worker } from 'node:worker_threads';

/**
 * Ends this process within a second after its parent has gone. In a thread of its own, because learner code may
 * keep the main thread busy for ever. POSIX gives an orphan a new parent; Windows does not, but knows that the
 * old one is dead.
 */
export function endWithParent(): void {
  new Worker(watch, {
    eval: true,
    // A debugger lists every thread.
    name: 'ends this process with the editor',
    env: {},
    execArgv: [],
    stdin: false,
    workerData: process.ppid,
    resourceLimits: small,
  }).unref();
}

const small = { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 };

const watch = `
const { workerData: parent } = require('node:worker_threads');
const alive = () => {
  try {
    return process.kill(parent, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
};
setInterval(() => {
  if (process.ppid !== parent || !alive()) process.kill(process.pid, 'SIGKILL');
}, 500);
`;
