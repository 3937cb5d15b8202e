import type { Locale } from '../protocol/exercise';
import { verdictWords } from './catalogue';
import type { VerdictSay } from './catalogue';
import type { RenderedBlock, RenderedCase, RenderedFailure, RenderedValue, RenderedVerdict } from './rendered';

const signs: Record<RenderedCase['outcome'], string> = { pass: '✓', fail: '✗', error: '!', skipped: '–' };

/** A rendered verdict as lines for a terminal: the command line's answer to a person. */
export function verdictText(verdict: RenderedVerdict, locale: Locale): string {
  const say = verdictWords(locale);
  const labelled = (label: string, text: string): string => say('labelled', { label, text });
  const { failure, prints } = verdict;
  // What the headline's case printed; where none fails, what the examples did, whose inputs the learner knows.
  const printing = failure
    ? verdict.cases.filter(({ name }) => name === failure.case)
    : verdict.cases.filter(({ visible }) => visible);
  return [
    `${verdict.outcome === 'pass' ? signs.pass : signs.fail} ${labelled(verdict.label, verdict.tally)}`,
    ...(verdict.outcome === 'fail' && failure ? [] : [verdict.headline]),
    ...verdict.cases.map((one) => `  ${signs[one.outcome]} ${one.name} (${one.visibility})`),
    ...(failure ? ['', ...failureLines(failure, verdict.outcome === 'fail' ? '' : verdict.headline, say)] : []),
    ...printLines([prints?.text ?? '', ...printing.map((one) => one.prints)].join(''), prints?.cut ?? null, say),
    ...verdict.advice.map((advice, i) => (i === 0 ? `\n→ ${advice}` : `→ ${advice}`)),
    '',
    verdict.facts.map(({ label, value }) => labelled(label, value)).join(' · '),
  ].join('\n');
}

/** `said` has been said above. */
function failureLines(failure: RenderedFailure, said: string, say: VerdictSay): string[] {
  const { evidence } = failure;
  const seed = failure.seed ? ` (${failure.seed})` : '';
  return [
    ...(failure.case ? [`${signs.fail} ${failure.case}${seed}`] : []),
    ...(failure.mistake ? [failure.mistake] : []),
    ...(failure.summary === said ? [] : [failure.summary]),
    ...failure.remarks,
    ...(failure.placeText ? [`  ${failure.placeText}`] : []),
    ...(evidence
      ? [
          '',
          ...evidence.call.split('\n').map((line) => `  ${line}`),
          ...evidence.inputs.flatMap(({ name, value }) => named(name, value, say)),
          ...(evidence.yours ? named(`${say('yours')} ${evidence.path}`.trim(), evidence.yours, say) : []),
          ...(evidence.expected ? named(`${say('expected')} ${evidence.path}`.trim(), evidence.expected, say) : []),
          ...(evidence.tolerance ? [`  ${evidence.tolerance}`] : []),
        ]
      : []),
  ];
}

function named(name: string, value: RenderedValue, say: VerdictSay): string[] {
  const lines = valueText(value).split('\n');
  const isOneLine = lines.length === 1 && (value.kind === 'text' || value.blocks[0]?.columns.length === 0);
  // Of what is empty, its kind and shape are all there is to say.
  const isShort = isOneLine && !/^[[\], ]+$/.test(lines[0] ?? '');
  return isShort
    ? [`  ${name} = ${lines[0]}`]
    : [`  ${say('labelled', { label: name, text: value.about })}`, ...lines.map((line) => `    ${line}`)];
}

function printLines(text: string, cut: string | null, say: VerdictSay): string[] {
  if (!text && !cut) return [];
  const lines = text.replace(/\n$/, '').split('\n');
  return [
    '',
    say('labelled', { label: say('prints'), text: '' }).trimEnd(),
    ...lines.map((line) => `  │ ${line}`),
    ...(cut ? [`  ${cut}`] : []),
  ];
}

/** A value alone. Entries that differ are marked, where whoever shows them does not do that by itself. */
export function valueText(value: RenderedValue, mark = '≠'): string {
  const cut = value.cut ? [value.cut] : [];
  if (value.kind === 'text') return [value.text, ...cut].join('\n');
  const blocks = value.blocks.map((block) => [...(block.label ? [`${block.label}:`] : []), ...matrix(block, mark)]);
  return [...blocks.flat(), ...cut].join('\n');
}

function matrix({ rows, columns }: RenderedBlock, mark: string): string[] {
  const texts = rows.map(({ cells }) => cells.map(({ text, differs }) => (differs === null ? text : mark + text)));
  const width = Math.max(...texts.flat().map((text) => text.length));
  const line = (row: string[]): string => (row.length === 0 ? '…' : row.map((text) => text.padStart(width)).join('  '));
  if (columns.length === 0) return texts.map(line);
  return texts.map((row) => `[ ${line(row)} ]`);
}
