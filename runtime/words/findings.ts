import type { Exercise } from '../protocol/exercise';
import type { ExportKind } from '../protocol/script';
import type { Evidence, Finding } from '../protocol/verdict';
import type { VerdictSay } from './catalogue';
import { formatApart, formatCount, formatIndex, formatNumber, formatShape, formatShare } from './format';
import { exportRemarks, importRemarks, importSentence } from './importWords';
import { codes } from './lists';
import { shapeRemarks, typeRemarks, valueRemarks } from './remarks';
import { kindWords } from './values';

/** What is wrong, in one sentence. A law of the exercise that has a message of its own is in `laws`. */
export function sentence(finding: Finding, laws: Record<string, string>, say: VerdictSay): string {
  switch (finding.code) {
    case 'syntax':
      return say('syntax', finding);
    case 'tooLong':
      return say('tooLong', { limit: formatCount(finding.limit) });
    case 'importRefused':
      return importSentence(finding, say);
    case 'noSuchExport':
      return say('noSuchExport', finding);
    case 'exportRefused':
      return say('exportRefused', finding);
    case 'missing':
      return say('missing', finding);
    case 'wrongKind':
      return say('wrongKind', {
        entry: finding.entry,
        expected: exportWords(finding.expected, say),
        found: exportWords(finding.found, say),
      });
    case 'notWritten':
      return say('notWritten', finding);
    case 'threw':
      return finding.error.message === '' ? say('threwBare', finding.error) : say('threwError', finding.error);
    case 'didNotThrow':
      return say('didNotThrow');
    case 'returnedNothing':
      return say('returnedNothing');
    case 'notSet':
      return say('notSet', finding);
    case 'wrongType':
      return say('wrongType', {
        expected: kindWords(finding.expected, say),
        found: kindWords(finding.found, say, finding.type),
      });
    case 'wrongLength':
      return say('wrongLength', finding);
    case 'wrongKeys': {
      const { missing, extra } = finding;
      return [
        ...(missing.length > 0 ? [say('missingKeys', { keys: codes(missing, say) })] : []),
        ...(extra.length > 0 ? [say('extraKeys', { keys: codes(extra, say) })] : []),
      ].join(' ');
    }
    case 'wrongShape': {
      const shapes = { found: formatShape(finding.found), expected: formatShape(finding.expected) };
      return finding.of === 'predict' ? say('wrongPredictShape', shapes) : say('wrongShape', shapes);
    }
    case 'tooLarge':
      return say('tooLarge', { shape: formatShape(finding.shape) });
    case 'wrongDType':
      return say('wrongDType', finding);
    case 'notFinite': {
      const [found, expected] = [formatNumber(finding.found), formatNumber(finding.expected)];
      return finding.index.length === 0
        ? say('notFiniteScalar', { found, expected })
        : say('notFinite', { index: formatIndex(finding.index), found, expected });
    }
    case 'wrongValue': {
      const { index } = finding.worst;
      const [found, expected] = formatApart(finding.worst.found, finding.worst.expected);
      return index.length === 0
        ? say('wrongValueScalar', { found, expected })
        : say('wrongValue', { ...finding, index: formatIndex(index), found, expected });
    }
    case 'notEqual':
      return say('notEqual');
    case 'wrongGradient':
      return say('wrongGradient', {
        tensor: finding.tensor,
        error: formatNumber(Number(finding.maxRelativeError.toPrecision(2))),
        limit: formatNumber(finding.limit),
      });
    case 'changedInput':
      return say('changedInput', finding);
    case 'calledTimes':
      return say('calledTimes', finding);
    case 'law':
      return (finding.law !== undefined && laws[finding.law]) || say('law');
    case 'constraint':
      return constraintSentence(finding, say);
    case 'notDeterministic':
      return say('notDeterministic');
    case 'neverReported':
      return say('neverReported');
    case 'stepsOutOfOrder':
      return say('stepsOutOfOrder', finding);
    case 'stoppedEarly':
      return say('stoppedEarly', finding);
    case 'otherNet':
      return finding.answers === 'same' ? say('otherScores') : say('otherNet');
    case 'belowTarget':
      return say('belowTarget', {
        metric: finding.metric === 'testAccuracy' ? say('testAccuracy') : say('trainAccuracy'),
        found: formatShare(finding.found),
        target: formatShare(finding.target),
      });
    default:
      return finding satisfies never;
  }
}

/** The sentence with the part of the result that it is about, where it does not name that itself. */
export function sentenceOf(part: string, finding: Finding, text: string, say: VerdictSay): string {
  if (part === '' || finding.code === 'notSet' || finding.code === 'wrongGradient') return text;
  return say('labelled', { label: `\`${part}\``, text });
}

/** What follows from the finding for someone who is to mend it. */
export function remarksOn(
  finding: Finding,
  evidence: Evidence | undefined,
  exercise: Exercise,
  say: VerdictSay,
): string[] {
  switch (finding.code) {
    case 'importRefused':
      return importRemarks(finding, exercise, say);
    case 'exportRefused':
      return [say('exportRefusedRemark', { entries: codes(exercise.entry, say) })];
    case 'noSuchExport':
      return exportRemarks(finding, say);
    case 'missing':
      return [say('missingRemark')];
    case 'returnedNothing':
      return [say('returnMissing')];
    case 'notSet':
      return [say('notSetRemark', finding)];
    case 'wrongType':
      return typeRemarks(finding, say);
    case 'wrongShape':
      return shapeRemarks(finding.found, finding.expected, say);
    case 'wrongDType':
      return [say('dtypeInt', finding)];
    case 'notFinite':
      return [Number.isNaN(finding.found) ? say('nanRemark') : say('infRemark')];
    case 'wrongValue':
      return evidence ? valueRemarks(evidence, say) : [];
    case 'changedInput':
      return evidence?.inputs.some(({ name, value }) => name === finding.argument && value.kind === 'ndarray')
        ? [say('changedInputRemark', finding)]
        : [say('changedPartsRemark')];
    case 'constraint':
      return finding.rule === 'maxLoops' ? [say('maxLoopsRemark')] : [];
    case 'notDeterministic':
      return [say('notDeterministicRemark')];
    case 'neverReported':
      return [say('neverReportedRemark')];
    case 'stepsOutOfOrder':
    case 'stoppedEarly':
      return [say('reportStepsRemark')];
    case 'otherNet':
      return [finding.answers === 'same' ? say('otherScoresRemark') : say('otherNetRemark')];
    default:
      return [];
  }
}

function constraintSentence(finding: Extract<Finding, { code: 'constraint' }>, say: VerdictSay): string {
  if (finding.rule === 'maxLoops') return say('maxLoops', finding);
  if (finding.rule === 'forbid') {
    const entry = finding.limit.split(' in ')[1];
    return entry === undefined ? say('forbid', finding) : say('forbidIn', { ...finding, entry });
  }
  return say('constraint', finding);
}

function exportWords(kind: ExportKind, say: VerdictSay): string {
  switch (kind) {
    case 'function':
      return say('kindFunction');
    case 'class':
      return say('kindClass');
    case 'missing':
      return say('kindMissing');
    case 'other':
      return say('kindOther');
    default:
      return kind satisfies never;
  }
}
