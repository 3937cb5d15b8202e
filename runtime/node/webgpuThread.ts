import { receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { Entry } from '../engines/device/queueEntry';
import { QueueReader } from '../engines/device/queueReader';
import type { SharedQueue } from '../engines/device/queueShared';
import type { Payload } from '../engines/device/queueWords';

/** What a device's thread is started with. */
export interface ThreadData {
  queue: SharedQueue;
  /** What is too long for the queue. */
  payloads: MessagePort;
  dawnFile: string;
  /** An answer that takes longer will never come. */
  longestMs: number;
}

/** What a device says of itself when it is there. */
export interface AboutDevice {
  description: string;
  /** The processor plays it. */
  software: boolean;
}

/** The device itself, in its thread. */
export interface Work {
  readonly about: AboutDevice;
  /** A promise where the entry is a question: it resolves when the answer is there. */
  run(entry: Entry): void | Promise<void>;
  /** There is nothing more to do for now. */
  rest(): void;
}

/** The device has come to its end: what is not said to have been a lack of memory is a loss. */
export type Fail = (error: unknown) => void;

export class OutOfMemory extends Error {}

/** Entries after which whatever the device has to say is heard. */
const inOneTurn = 64;
const turn = () => new Promise((resolve) => setImmediate(resolve));
const beatMs = 100;

/** Opens the device and carries out what is written, until the device or the process ends. */
export async function serve(open: (dawnFile: string, fail: Fail) => Promise<Work>): Promise<void> {
  const { queue, payloads, dawnFile, longestMs } = workerData as ThreadData;
  const reader = new QueueReader(queue, () => receiveMessageOnPort(payloads)?.message as Payload | undefined);
  const fail: Fail = (error) => reader.stand(error instanceof OutOfMemory ? 'outOfMemory' : 'lost', wordsOf(error));
  process.on('uncaughtException', fail);
  process.on('exit', () => reader.stand('lost', 'its thread has ended'));
  try {
    const work = await open(dawnFile, fail);
    reader.stand('ready', JSON.stringify(work.about));
    while (reader.goesOn) {
      await turn();
      if (await carryOut(reader, work, longestMs)) continue;
      work.rest();
      reader.sleep(beatMs);
    }
  } catch (error) {
    fail(error);
  } finally {
    reader.ended();
  }
}

/** Whether there was as much to do as fits between two turns. */
async function carryOut(reader: QueueReader, work: Work, longestMs: number): Promise<boolean> {
  for (let count = 0; count < inOneTurn && reader.goesOn; count++) {
    const entry = reader.next();
    if (!entry) return false;
    const answer = work.run(entry);
    if (answer) {
      await beating(answer, reader, longestMs);
      reader.answered();
    }
    reader.done();
  }
  return true;
}

/** Whoever waits hears that the thread is alive, for as long as an answer may take. */
async function beating(answer: Promise<void>, reader: QueueReader, longestMs: number): Promise<void> {
  let left = longestMs;
  const heart = setInterval(() => {
    left -= beatMs;
    if (left > 0) reader.beat();
  }, beatMs);
  try {
    await answer;
  } finally {
    clearInterval(heart);
  }
}

/** Of a shader that does not compile, its text follows. */
const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).trim().split('\n')[0]!;
