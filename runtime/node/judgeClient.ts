import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { maxCharacters, shortened } from '../judge/longText';
import { textHash } from '../judge/textHash';
import type { CheckEvent, CheckRequest, JudgeService } from '../protocol/judge';
import type { EngineSurvey } from '../protocol/pricing';
import type { Verdict } from '../protocol/verdict';
import { deviceEnvironment } from './engineFiles';
import { errorVerdict } from './errorVerdict';
import { bundles, judgeLaunch } from './launchPlan';
import type { JudgeFolders, Program } from './launchPlan';
import { RunningJudge } from './runningJudge';

export interface ForkedJudgeOptions {
  distDir: string;
  /** What the judge runs on; asked once for each judge that is started, so that a changed setting counts. */
  program: () => Promise<Program>;
  folders?: JudgeFolders;
  /** A judge that has had nothing to do for so long is ended. */
  idleMs?: number;
}

const tenMinutes = 10 * 60_000;

/** The judge in a process of its own: started when it is needed, started anew when it died, ended when idle. */
export function createForkedJudge(options: ForkedJudgeOptions): ForkedJudge {
  return new ForkedJudge(options);
}

export class ForkedJudge implements JudgeService {
  readonly #options: ForkedJudgeOptions;
  #judge: Promise<RunningJudge> | undefined;
  #running = 0;
  #idle: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(options: ForkedJudgeOptions) {
    this.#options = options;
  }

  /** Starts the judge ahead of the first check. */
  async warm(): Promise<void> {
    await this.#started().catch(() => {});
    this.#rest();
  }

  async check(request: CheckRequest, onEvent: (event: CheckEvent) => void, signal: AbortSignal): Promise<Verdict> {
    try {
      const verdict = await this.#busy((judge) => judge.check(sendable(request), onEvent, signal));
      return request.text.length > maxCharacters ? { ...verdict, textHash: await textHash(request.text) } : verdict;
    } catch (error) {
      return errorVerdict(request, 'internal', error instanceof Error ? error.message : String(error));
    }
  }

  async survey(
    again: boolean,
    onEvent: (event: CheckEvent) => void,
    signal: AbortSignal,
  ): Promise<EngineSurvey | undefined> {
    return this.#busy((judge) => judge.survey(again, onEvent, signal)).catch(() => undefined);
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    await this.#end();
  }

  /** Rejects where no judge can be started. */
  async #busy<T>(work: (judge: RunningJudge) => Promise<T>): Promise<T> {
    this.#running++;
    clearTimeout(this.#idle);
    try {
      return await work(await this.#started());
    } finally {
      this.#running--;
      this.#rest();
    }
  }

  /** The judge that runs, or a new one. */
  async #started(): Promise<RunningJudge> {
    if (this.#disposed) throw new Error('the judge has been disposed');
    if (!this.#judge) {
      const judge = this.#start();
      const forget = () => {
        if (this.#judge === judge) this.#judge = undefined;
      };
      judge.then(({ ended }) => ended.then(forget), forget);
      this.#judge = judge;
    }
    return this.#judge;
  }

  async #start(): Promise<RunningJudge> {
    const bundle = realpathSync(bundles(this.#options.distDir).judge);
    const { program, folders } = this.#options;
    const options = {
      bundle,
      temporary: tmpdir(),
      environment: deviceEnvironment(),
      ...(folders && { folders }),
    };
    const launch = judgeLaunch(await program(), options);
    return RunningJudge.start(launch, tmpdir());
  }

  #rest(): void {
    clearTimeout(this.#idle);
    if (this.#running > 0 || this.#disposed) return;
    this.#idle = setTimeout(() => void this.#end(), this.#options.idleMs ?? tenMinutes);
    this.#idle.unref();
  }

  async #end(): Promise<void> {
    clearTimeout(this.#idle);
    const judge = await this.#judge?.catch(() => undefined);
    this.#judge = undefined;
    await judge?.end();
  }
}

/** A text that no message could carry is sent as far as it takes to refuse it; as a foundation it is none. */
function sendable({ text, uses, ...rest }: CheckRequest): CheckRequest {
  return { ...rest, text: shortened(text), uses: uses.filter((used) => used.text.length <= maxCharacters) };
}
