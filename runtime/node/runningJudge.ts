import type { Channel } from '../protocol/channel';
import type { CheckEvent, CheckRequest, FromJudge, ToJudge } from '../protocol/judge';
import type { EngineSurvey } from '../protocol/pricing';
import { parseFromJudge } from '../protocol/parseJudge';
import type { Verdict } from '../protocol/verdict';
import { errorVerdict } from './errorVerdict';
import type { Launch } from './launchPlan';
import { PipeChannel } from './pipeChannel';
import { killTree, startProcess } from './startProcess';
import type { StartedProcess } from './startProcess';

type Answer = Extract<FromJudge, { type: 'verdict' | 'surveyed' }>;

interface Pending {
  onEvent: (event: CheckEvent) => void;
  /** Without an answer where the judge has ended. */
  settle: (answer?: Answer) => void;
}

const startWithinMs = 10_000;
/** A judge that does not answer a cancel, or does not end when told to, is killed after this long. */
const patienceMs = 2_000;

/** One judge process as its host sees it. When it ends, whoever waits gets a verdict and its learners end too. */
export class RunningJudge {
  readonly ended: Promise<void>;
  readonly #process: StartedProcess;
  readonly #channel: Channel<ToJudge, FromJudge>;
  readonly #pending = new Map<number, Pending>();
  readonly #learners = new Set<number>();
  /** Why it has ended. */
  #fault = '';
  #alive = true;
  #nextId = 1;

  /** Resolves when it is ready for checks. */
  static async start(launch: Launch, folder: string): Promise<RunningJudge> {
    const judge = new RunningJudge(launch, folder);
    await judge.#ready();
    return judge;
  }

  private constructor(launch: Launch, folder: string) {
    this.#process = startProcess(launch, folder);
    this.#channel = new PipeChannel(this.#process.pipe, parseFromJudge, this.#process.exited);
    this.#channel.onMessage((message) => this.#receive(message));
    // Nonsense on the channel: nothing that it says can be trusted any more.
    this.#channel.onClose((why) => {
      if (why.kind !== 'protocol') return;
      this.#fault = why.detail;
      this.#process.kill();
    });
    this.ended = this.#process.exited.then(({ code, signal }) => {
      this.#alive = false;
      for (const pid of this.#learners) killTree(pid, launch.detached);
      this.#fault ||= this.#process.lastWords() || `the judge ended with ${signal ?? code}`;
      for (const { settle } of this.#pending.values()) settle();
      this.#pending.clear();
    });
  }

  get alive(): boolean {
    return this.#alive;
  }

  async check(request: CheckRequest, onEvent: (event: CheckEvent) => void, signal: AbortSignal): Promise<Verdict> {
    const answer = await this.#ask((id) => ({ type: 'check', id, request }), onEvent, signal);
    if (answer?.type === 'verdict') return answer.verdict;
    return signal.aborted ? errorVerdict(request, 'cancelled') : errorVerdict(request, 'internal', this.#fault);
  }

  async survey(
    again: boolean,
    onEvent: (event: CheckEvent) => void,
    signal: AbortSignal,
  ): Promise<EngineSurvey | undefined> {
    const answer = await this.#ask((id) => ({ type: 'survey', id, again }), onEvent, signal);
    return answer?.type === 'surveyed' ? answer.survey : undefined;
  }

  /** Nothing answers where it was cancelled before, or the judge ends. */
  async #ask(
    message: (id: number) => ToJudge,
    onEvent: (event: CheckEvent) => void,
    signal: AbortSignal,
  ): Promise<Answer | undefined> {
    if (!this.#alive || signal.aborted) return undefined;
    const id = this.#nextId++;
    return new Promise((resolve) => {
      let impatient: NodeJS.Timeout | undefined;
      const cancel = () => {
        this.#channel.post({ type: 'cancel', id });
        impatient = setTimeout(() => this.#process.kill(), patienceMs);
      };
      const settle = (answer?: Answer) => {
        clearTimeout(impatient);
        signal.removeEventListener('abort', cancel);
        resolve(answer);
      };
      this.#pending.set(id, { onEvent, settle });
      this.#channel.post(message(id));
      signal.addEventListener('abort', cancel, { once: true });
    });
  }

  /** Lets it end its learners and remove their folders; resolves when it is gone. */
  async end(): Promise<void> {
    this.#channel.close();
    const impatient = setTimeout(() => this.#process.kill(), patienceMs);
    await this.ended;
    clearTimeout(impatient);
  }

  #receive(message: FromJudge): void {
    switch (message.type) {
      case 'ready':
        return;
      case 'learnerStarted':
        this.#learners.add(message.pid);
        return;
      case 'learnerEnded':
        this.#learners.delete(message.pid);
        return;
      case 'event':
        this.#pending.get(message.id)?.onEvent(message.event);
        return;
      case 'verdict':
      case 'surveyed': {
        const pending = this.#pending.get(message.id);
        this.#pending.delete(message.id);
        pending?.settle(message);
        return;
      }
      default:
        message satisfies never;
    }
  }

  #ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#process.kill(), startWithinMs);
      this.#channel.onMessage((message) => {
        if (message.type !== 'ready') return;
        clearTimeout(timer);
        resolve();
      });
      void this.ended.then(() => {
        clearTimeout(timer);
        reject(new Error(this.#process.lastWords() || 'the judge ended while it started'));
      });
    });
  }
}
