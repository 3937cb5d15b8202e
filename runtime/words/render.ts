import type { Exercise, Locale, Messages } from '../protocol/exercise';
import type { SourcePlace } from '../protocol/script';
import type { CaseVerdict, Evidence, Failure, Finding, Metrics, Verdict } from '../protocol/verdict';
import { verdictWords } from './catalogue';
import type { VerdictSay } from './catalogue';
import { remarksOn, sentence, sentenceOf } from './findings';
import { passedOverText, predictionsText } from './engineWords';
import { formatBytes, formatCount, formatDuration, formatNumber, formatShare } from './format';
import { codes, listed } from './lists';
import { thrownMessage } from './npMessage';
import { endingOf } from './outcome';
import type { RenderedCase, RenderedEvidence, RenderedFailure, RenderedVerdict } from './rendered';
import { renderValue } from './values';

interface Reader {
  say: VerdictSay;
  locale: Locale;
  messages: Messages;
  exercise: Exercise;
}

type Find = (id: string) => Exercise | undefined;

/**
 * A verdict in a language: pure, and all that anyone shows of a verdict. `find` knows the titles of other exercises: where
 * it does not, they go by their ids.
 */
export function render(
  verdict: Verdict,
  locale: Locale,
  messages: Messages,
  exercise: Exercise,
  find: Find = () => undefined,
): RenderedVerdict {
  const say = verdictWords(locale);
  const reader = { say, locale, messages, exercise };
  const ending = endingOf(verdict);
  const stopped = stoppedIn(verdict);
  const explained = failureOf(verdict, reader);
  const headline = headlineOf(verdict, explained, exercise, reader);
  const failure = explained ?? (stopped ? bareFailure(caseName(stopped.name, messages), headline) : null);
  const passed = verdict.cases.filter(({ outcome }) => outcome === 'pass').length;
  const total = verdict.cases.length;
  return {
    outcome: verdict.outcome,
    reason: verdict.outcome === 'error' ? (verdict.error?.reason ?? 'internal') : null,
    label: say(ending),
    headline,
    failure,
    advice: adviceOn(verdict, find, reader),
    cases: verdict.cases.map((one) => renderCase(one, reader)),
    tally: total === 0 ? say('notRun') : say('tally', { passed, total }),
    partial: verdict.only ? partialOf(verdict.only, reader) : null,
    prints: verdict.prints || verdict.printsCut > 0 ? printsOf(verdict, say) : null,
    facts: factsOf(verdict, reader),
    panels: [
      ...(verdict.gradients.length > 0 ? (['gradient'] as const) : []),
      ...(verdict.metrics || exercise.kind === 'train' ? (['training'] as const) : []),
    ],
  };
}

/** A case's name in the reader's language. */
export function caseName(name: string, messages: Messages): string {
  return messages.cases[name] ?? name;
}

function partialOf(only: readonly string[], { say, locale, messages }: Reader): string {
  const names = only.map((name) => `“${caseName(name, messages)}”`);
  return say('partial', { cases: new Intl.ListFormat(locale).format(names) });
}

function headlineOf(verdict: Verdict, failure: RenderedFailure | null, exercise: Exercise, reader: Reader): string {
  const { say, locale } = reader;
  const ending = endingOf(verdict);
  switch (ending) {
    case 'pass':
      if (verdict.only) return say('partPasses', { count: verdict.only.length });
      return verdict.metrics ? say('trained', { accuracy: formatShare(verdict.metrics.testAccuracy) }) : say('allPass');
    case 'fail':
      return failure?.mistake ?? failure?.summary ?? say('fail');
    case 'notAttempted':
      return say('nothingWritten');
    case 'threw':
      return failure?.summary ?? say('threwAtLoad');
    case 'timedOut':
      return say('timedOutAfter', {
        duration: formatDuration(stoppedIn(verdict)?.durationMs ?? verdict.durationMs, locale),
      });
    case 'outOfMemory':
      return say('outOfMemoryHeadline', {
        limit: formatBytes(exercise.limits.memoryMB * 2 ** 20),
        peak: formatBytes(verdict.peakMemoryBytes),
      });
    case 'crashed':
      return verdict.error?.detail?.includes('protocol') ? say('protocolHeadline') : say('crashedHeadline');
    case 'cancelled':
      return say('cancelledHeadline');
    case 'internal':
      return say('internalHeadline');
    default:
      return ending satisfies never;
  }
}

function failureOf(verdict: Verdict, reader: Reader): RenderedFailure | null {
  const failing = verdict.headline === undefined ? undefined : verdict.cases[verdict.headline];
  if (failing?.failure) return renderFailure(failing.failure, caseName(failing.name, reader.messages), reader);
  if (!verdict.failure) return null;
  const failure = renderFailure(verdict.failure, null, reader);
  return verdict.failure.finding.code === 'threw' ? { ...failure, remarks: [reader.say('threwAtLoad')] } : failure;
}

/** The case that a check was stopped in, for want of time or memory: it has no failure of its own to show. */
function stoppedIn({ cases, headline }: Verdict): CaseVerdict | undefined {
  const failing = headline === undefined ? undefined : cases[headline];
  return failing?.failure ? undefined : failing;
}

function bareFailure(name: string, summary: string): RenderedFailure {
  const nothing = { mistake: null, place: null, placeText: null, evidence: null, seed: null };
  return { case: name, summary, remarks: [], ...nothing };
}

/** An error of np says in the reader's language what it said in English. */
function inWords(finding: Finding, locale: Locale): Finding {
  if (finding.code !== 'threw') return finding;
  return { ...finding, error: { ...finding.error, message: thrownMessage(finding.error, locale) } };
}

function renderFailure(failure: Failure, name: string | null, reader: Reader): RenderedFailure {
  const { say, locale, messages, exercise } = reader;
  const { finding, mistake, evidence, seed, alsoChanged } = failure;
  const place = failure.place ?? (finding.code === 'threw' ? finding.error.frames[0] : undefined);
  // A law that is broken by a known mistake has the same message: it is said once.
  const text = sentence(inWords(finding, locale), mistake === undefined ? messages.mistakes : {}, say);
  return {
    case: name,
    summary: sentenceOf(evidence?.path ?? '', finding, text, say),
    mistake: mistake === undefined ? null : (messages.mistakes[mistake] ?? null),
    remarks: [
      ...remarksOn(finding, evidence, exercise, say),
      // A known mistake gives the same values and changes the same inputs: its message says it all.
      ...(alsoChanged !== undefined && mistake === undefined ? [say('alsoChanged', { argument: alsoChanged })] : []),
    ],
    place: place ?? null,
    placeText: place ? placeText(place) : null,
    evidence: evidence ? renderEvidence(evidence, finding, say) : null,
    seed: seed === undefined ? null : say('seedOf', { seed }),
  };
}

function renderEvidence(evidence: Evidence, finding: Finding, say: VerdictSay): RenderedEvidence {
  const { call, path, inputs, yours, expected, rtol, atol } = evidence;
  const against = { rtol, atol, ...(finding.code === 'wrongValue' && { worst: finding.worst.index }) };
  const compared = finding.code === 'wrongValue' || finding.code === 'notFinite';
  return {
    call,
    path,
    inputs: inputs.map(({ name, value }) => ({ name, value: renderValue(value, say) })),
    yours: yours ? renderValue(yours, say, expected && { ...against, value: expected, side: 'yours' }) : null,
    expected: expected ? renderValue(expected, say, yours && { ...against, value: yours, side: 'expected' }) : null,
    tolerance: compared ? say('tolerance', { rtol: formatNumber(rtol), atol: formatNumber(atol) }) : null,
  };
}

/** `affine-layer.ts:12:5` */
function placeText({ file, line, column }: SourcePlace): string {
  return `${file.split(/[\\/]/).at(-1)}:${line}:${column}`;
}

function renderCase(one: CaseVerdict, reader: Reader): RenderedCase {
  const { say, locale, messages } = reader;
  const labels = { pass: 'casePass', fail: 'caseFail', error: 'caseError', skipped: 'caseSkipped' } as const;
  const name = caseName(one.name, messages);
  return {
    id: one.name,
    name,
    entry: one.entry,
    visible: one.visible,
    visibility: one.visible ? say('example') : say('hidden'),
    outcome: one.outcome,
    label: say(labels[one.outcome]),
    duration: one.outcome === 'skipped' ? '' : formatDuration(one.durationMs, locale),
    failure: one.failure ? renderFailure(one.failure, name, reader) : null,
    prints: one.prints,
  };
}

function adviceOn(verdict: Verdict, find: Find, { say, locale, exercise }: Reader): string[] {
  const { gradients, standIns, withoutFile = [], outcome } = verdict;
  const failed = outcome === 'fail';
  const finding = verdict.headline === undefined ? undefined : verdict.cases[verdict.headline]?.failure?.finding;
  const titles = (ids: readonly string[]): string =>
    listed(
      ids.map((id) => `“${find(id)?.title[locale] ?? id}”`),
      say,
    );
  const notPassing = standIns.filter((id) => !withoutFile.includes(id));
  return [
    ...adviceByEnding(verdict, exercise, say),
    ...(failed && gradients.some(({ pass }) => !pass) ? [say('adviceGradients')] : []),
    ...(finding?.code === 'belowTarget' ? [say('adviceTraining')] : []),
    ...(notPassing.length > 0 ? [say('adviceStandIns', { exercises: titles(notPassing) })] : []),
    ...(withoutFile.length > 0 ? [say('adviceNoFile', { exercises: titles(withoutFile) })] : []),
  ];
}

function adviceByEnding(verdict: Verdict, exercise: Exercise, say: VerdictSay): string[] {
  const ending = endingOf(verdict);
  switch (ending) {
    case 'notAttempted':
      return [say('adviceNotAttempted', { entries: codes(exercise.entry, say) })];
    case 'timedOut':
      return [...memoryAdvice(verdict, exercise, say), say('adviceTimedOut'), say('adviceSlow')];
    case 'outOfMemory':
      return [say('adviceOutOfMemory')];
    case 'crashed':
      return [say('adviceCrashed')];
    case 'cancelled':
      return [say('adviceCancelled')];
    case 'internal':
      return [say('adviceInternal')];
    case 'pass':
    case 'fail':
    case 'threw':
      return [];
    default:
      return ending satisfies never;
  }
}

/** On a busy machine time may run out before memory does. */
const muchOfMemory = 0.7;

function memoryAdvice({ peakMemoryBytes }: Verdict, { limits }: Exercise, say: VerdictSay): string[] {
  const limit = limits.memoryMB * 2 ** 20;
  if (peakMemoryBytes < muchOfMemory * limit) return [];
  const taken = { peak: formatBytes(peakMemoryBytes), limit: formatBytes(limit) };
  return [say('adviceMemoryTaken', taken), say('adviceOutOfMemory')];
}

function printsOf({ prints, printsCut }: Verdict, say: VerdictSay): RenderedVerdict['prints'] {
  return { text: prints, cut: printsCut > 0 ? say('printsCut', { count: printsCut }) : null };
}

function factsOf(verdict: Verdict, { say, locale }: Reader): RenderedVerdict['facts'] {
  const { metrics, error, passedOver = [] } = verdict;
  const lost = passedOver.filter(({ why }) => why === 'lost').map((one) => passedOverText(one, locale));
  return [
    ...(metrics ? metricFacts(metrics, say) : []),
    { label: say('factTime'), value: formatDuration(verdict.durationMs, locale) },
    { label: say('factSeed'), value: String(verdict.seed) },
    { label: say('factEngine'), value: [computedOn(verdict), ...lost].join('; ') },
    ...(verdict.predictions
      ? [{ label: say('factStepTime'), value: predictionsText(verdict.predictions, locale) }]
      : []),
    ...(verdict.peakMemoryBytes > 0 ? [{ label: say('factMemory'), value: formatBytes(verdict.peakMemoryBytes) }] : []),
    ...(error?.detail ? [{ label: say('factDetail'), value: error.detail }] : []),
  ];
}

const computedOn = ({ engine, device }: Verdict): string =>
  device && device.toLowerCase() !== engine ? `${engine} (${device})` : engine;

function metricFacts(metrics: Metrics, say: VerdictSay): RenderedVerdict['facts'] {
  return [
    { label: say('factTestAccuracy'), value: formatShare(metrics.testAccuracy) },
    { label: say('factTrainAccuracy'), value: formatShare(metrics.trainAccuracy) },
    { label: say('factTestLoss'), value: formatNumber(Number(metrics.testLoss.toPrecision(3))) },
    { label: say('factTrainLoss'), value: formatNumber(Number(metrics.trainLoss.toPrecision(3))) },
    { label: say('factSteps'), value: formatCount(metrics.steps) },
    { label: say('factSpeed'), value: say('samplesPerSecond', { count: formatCount(metrics.samplesPerSecond) }) },
  ];
}
