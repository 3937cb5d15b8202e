import type { CheckEvent } from '../protocol/judge';
import type { Printed } from '../protocol/learner';
import type { ScriptResult } from '../protocol/script';
import type { GradientVerdict } from '../protocol/verdict';
import { sameValue } from '../script/sameValue';
import type { Clock } from './clock';
import { diagnose, findingKey } from './diagnose';
import type { Examiner } from './examiner';
import { tellFailure } from './failure';
import type { Mismatch, Telling } from './failure';
import { KeptPrints } from './keptPrints';
import type { ScriptedCase } from './plannedCase';
import { Stopped } from './session';
import type { Session } from './session';
import { shrinkLimits, smallerTrials } from './shrink';
import { assemble } from './trial';
import type { Trial } from './trial';

export interface QuestioningParts {
  cases: ScriptedCase[];
  examiner: Examiner;
  caseMs: number;
  clock: Clock;
  /** A fresh learner with the same texts loaded. */
  open(): Promise<Session>;
  onEvent(event: CheckEvent): void;
  numberOf(planned: ScriptedCase): number;
  telling: Telling;
  /** Entries that are the starter's still. */
  unwritten: ReadonlySet<string>;
  /** Confirm failures in a fresh process, shrink and diagnose them. */
  explains: boolean;
  stopsAtFailure: boolean;
}

interface Failing {
  planned: ScriptedCase;
  trial: Trial;
  answer: ScriptResult;
  mismatch: Mismatch;
}

/** Puts the scripts of all cases to learners, and judges what comes back. */
export class Questioning {
  printsCut = 0;
  readonly #parts: QuestioningParts;
  readonly #failing: Failing[] = [];
  /** When the case that is being asked was begun. */
  #since = 0;
  /** Output on the way to the answer that is awaited. */
  #running = new KeptPrints();

  constructor(parts: QuestioningParts) {
    this.#parts = parts;
  }

  /** Of every gradient check: the draw that failed, or else the first. */
  get gradients(): GradientVerdict[] {
    return this.#parts.cases.flatMap(({ gradients }) => gradients);
  }

  async run(first: Session): Promise<void> {
    const { cases, caseMs, clock, open } = this.#parts;
    let session = first;
    let hung = 0;
    for (let next = 0; next < cases.length;) {
      try {
        await this.#ask(session, cases.slice(next));
        break;
      } catch (error) {
        if (!(error instanceof Stopped)) throw error;
        if (error.reason === 'enough') return;
        // The case that it happened in is lost.
        next = cases.findIndex(({ outcome }, i) => i >= next && outcome === 'skipped');
        const lost = cases[next++]!;
        lost.printed.push(this.#taken());
        this.#print(lost, lost.printed.at(-1)!);
        if (error.reason === 'cancelled') throw error;
        lost.durationMs = error.reason === 'caseTime' ? caseMs : clock.now() - this.#since;
        this.#finish(lost, 'error');
        if (error.reason !== 'caseTime') throw error;
        if (this.#parts.stopsAtFailure) return;
        // Where one case hangs the others may not: they are asked in a fresh process. After a second nobody should wait
        // for a third, and the rest is skipped.
        if (++hung === 2) break;
        if (next < cases.length) session = await open();
      }
    }
    if (this.#parts.explains && this.#failing.length > 0) await this.#explain();
  }

  /** One batch for all cases, judged as the answers come; meanwhile the reference is asked the same. */
  async #ask(session: Session, cases: readonly ScriptedCase[]): Promise<void> {
    const { examiner, caseMs } = this.#parts;
    const questions = cases.flatMap((planned) => planned.trials.map((trial) => ({ planned, trial })));
    const scripts = questions.map(({ trial }) => trial.script);
    const free: ScriptedCase[] = [];
    const asked = session.run(
      scripts,
      (i) => questions[i]!.planned,
      caseMs,
      (i, result) => {
        const { planned } = questions[i]!;
        planned.answers.push(result);
        planned.printed.push(this.#taken(result));
        if (planned.answers.length < planned.trials.length) return;
        if (examiner.differences(planned, planned.trials[0]!)) free.push(planned);
        else this.#judge(planned);
        if (this.#parts.stopsAtFailure && failed(planned)) return session.stop(new Stopped('enough'));
        const following = questions[i + 1]?.planned;
        if (following) this.#begin(following);
      },
      (printed) => this.#running.add(printed),
    );
    if (cases[0]) this.#begin(cases[0]);
    // Should the reference fail while answers are under way, the session is nobody's any more.
    asked.catch(() => {});
    for (const { planned, trial } of questions) examiner.expect(planned.spec, trial);
    await asked;
    for (const planned of free) await this.#judgeFree(session, planned);
  }

  /** The learner's own forward, differentiated numerically in its own process. */
  async #judgeFree(session: Session, planned: ScriptedCase): Promise<void> {
    const { examiner, caseMs } = this.#parts;
    const numeric = [];
    for (const trial of planned.trials) {
      const { scripts, gradients } = examiner.differences(planned, trial)!;
      const results: ScriptResult[] = [];
      await session.run(
        scripts,
        () => planned,
        caseMs,
        (_, result) => {
          results.push(result);
          this.#taken();
        },
        (part) => this.#running.add(part),
      );
      numeric.push(gradients(results));
    }
    this.#judge(planned, numeric);
  }

  #judge(
    planned: ScriptedCase,
    numeric: ReturnType<NonNullable<ReturnType<Examiner['differences']>>['gradients']>[] = [],
  ): void {
    const { examiner, telling, unwritten } = this.#parts;
    const { spec, trials, answers, printed, entry } = planned;
    const assessments = answers.map((answer, i) => examiner.assess(spec, trials[i]!, answer, numeric[i]));
    planned.findings = assessments.map(({ mismatch }) => findingKey(mismatch?.finding));
    const found = assessments.findIndex(({ mismatch }) => mismatch !== undefined);
    const shown = Math.max(0, found);
    const answer = answers[shown]!;
    planned.gradients = assessments[shown]!.gradients;
    planned.durationMs = sum(answers.map(durationOf));
    this.#print(planned, printed[shown]!);

    let mismatch = assessments[shown]!.mismatch;
    if (!mismatch) return this.#finish(planned, 'pass');
    if (unwritten.has(entry)) mismatch = { finding: { code: 'notWritten', entry }, path: '' };
    planned.failure = tellFailure(planned, trials[shown]!, mismatch, telling);
    if (mismatch.finding.code !== 'notWritten')
      this.#failing.push({ planned, trial: trials[shown]!, answer, mismatch });
    this.#finish(planned, mismatch.finding.code === 'threw' ? 'error' : 'fail');
  }

  /** All output on the way to the answer that has come, or to where it broke off. */
  #taken(result?: ScriptResult): Printed {
    const kept = this.#running;
    this.#running = new KeptPrints();
    for (const seen of result?.observations ?? [])
      if (seen.kind !== 'notRun') kept.add({ prints: seen.prints, printsCut: 0 });
    kept.add({ prints: '', printsCut: result?.printsCut ?? 0 });
    return kept.kept;
  }

  #print(planned: ScriptedCase, { prints }: Printed): void {
    planned.prints = prints;
    this.printsCut += sum(planned.printed.map(({ printsCut }) => printsCut));
    if (prints !== '') this.#parts.onEvent({ type: 'prints', text: prints });
  }

  #begin(planned: ScriptedCase): void {
    this.#since = this.#parts.clock.now();
    this.#parts.onEvent({ type: 'caseStarted', index: this.#parts.numberOf(planned) });
  }

  #finish(planned: ScriptedCase, outcome: 'pass' | 'fail' | 'error'): void {
    planned.outcome = outcome;
    this.#parts.onEvent({ type: 'caseFinished', index: this.#parts.numberOf(planned), outcome });
  }

  /** The headline is run again alone; then all failures are shown on smaller inputs, with the known mistake behind them. */
  async #explain(): Promise<void> {
    const [headline] = this.#failing;
    const session = await this.#parts.open();
    const settled = (await this.#confirm(session, headline!)) ? this.#failing : this.#failing.slice(1);
    for (const failing of settled) {
      const mistake = this.#diagnose(failing);
      if (mistake !== undefined) failing.planned.failure!.mistake = mistake;
    }
    await this.#shrink(session, settled);
  }

  /** Another answer to the same question in a fresh process is a finding of its own. */
  async #confirm(session: Session, failing: Failing): Promise<boolean> {
    const { planned, trial } = failing;
    let again: ScriptResult | undefined;
    try {
      await session.run(
        [trial.script],
        () => planned,
        this.#parts.caseMs,
        (_, result) => (again = result),
      );
    } catch (error) {
      if (!(error instanceof Stopped) || ['cancelled', 'totalTime', 'deviceLost'].includes(error.reason)) throw error;
    }
    if (again && this.#isSame(failing, again)) return true;
    planned.failure = { ...planned.failure!, finding: { code: 'notDeterministic' } };
    return false;
  }

  /** A device may add up in another order each time: there the same is found wrong. */
  #isSame({ planned, trial, answer, mismatch }: Failing, again: ScriptResult): boolean {
    if (!trial.script.inFloat32) return sameAnswer(trial, answer, again);
    const found = this.#parts.examiner.assess(planned.spec, trial, again).mismatch;
    return findingKey(found?.finding) === findingKey(mismatch.finding);
  }

  #diagnose({ planned, trial, mismatch }: Failing): string | undefined {
    const { cases, examiner } = this.#parts;
    const answered = cases.filter(({ findings }) => findings.length > 0);
    return diagnose(answered, planned, trial, mismatch.path, examiner.mistakes());
  }

  async #shrink(session: Session, failing: readonly Failing[]): Promise<void> {
    const { examiner, clock, caseMs, telling } = this.#parts;
    const until = clock.now() + shrinkLimits.ms;
    const candidates = failing
      .flatMap((one) =>
        examiner.differences(one.planned, one.trial)
          ? []
          : smallerTrials(one.planned.spec, examiner.around, one.trial.seed).map((trial) => ({ ...one, trial })),
      )
      .slice(0, shrinkLimits.scripts);
    const shown = new Set<ScriptedCase>();
    const consider = (i: number, answer: ScriptResult): void => {
      const { planned, trial, mismatch } = candidates[i]!;
      if (shown.has(planned) || clock.now() > until) return;
      const smaller = examiner.assess(planned.spec, trial, answer);
      if (smaller.mismatch?.finding.code !== mismatch.finding.code || smaller.mismatch.path !== mismatch.path) return;
      shown.add(planned);
      planned.gradients = smaller.gradients;
      const { mistake } = planned.failure!;
      planned.failure = {
        ...tellFailure(planned, trial, smaller.mismatch, telling),
        ...(mistake !== undefined && { mistake }),
      };
    };
    const asked = session.run(
      candidates.map(({ trial }) => trial.script),
      () => 0,
      caseMs,
      consider,
    );
    let callOff = () => {};
    const tooLong = new Promise<void>((resolve) => {
      callOff = clock.after(shrinkLimits.ms, resolve);
    });
    await Promise.race([asked.catch(() => {}), tooLong]);
    callOff();
  }
}

const failed = ({ outcome }: ScriptedCase): boolean => outcome === 'fail' || outcome === 'error';

const durationOf = ({ observations }: ScriptResult): number =>
  sum(observations.map((seen) => (seen.kind === 'notRun' ? 0 : seen.durationMs)));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** The same values bit for bit, or the same error. */
function sameAnswer(trial: Trial, a: ScriptResult, b: ScriptResult): boolean {
  const thrownIn = ({ observations }: ScriptResult) =>
    observations.map((seen) => (seen.kind === 'threw' ? `${seen.error.name} ${seen.error.message}` : seen.kind)).join();
  return thrownIn(a) === thrownIn(b) && sameValue(assemble(trial.result, a), assemble(trial.result, b));
}
