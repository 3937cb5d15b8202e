import type { CudaFailure, CudaStage } from '../protocol/cudaEngine';

type Reason = CudaFailure['reason'];

interface Sign {
  reason: Reason;
  /** In a line of what npm, the package's installer or the compiler printed. */
  line: RegExp;
  /** Only there; else in every stage. */
  stage?: CudaStage;
}

/**
 * The first that fits. A binding that cannot be downloaded is compiled instead: only when that fails too does anything else count.
 */
const signs: Sign[] = [
  { reason: 'noSpace', line: /ENOSPC|no space left on device|not enough space on the disk/i },
  {
    reason: 'noCompiler',
    stage: 'binding',
    line: /gyp ERR! (find Python|find VS|stack Error: (not found: make|Could not find any))|(make|g\+\+|c\+\+|cl\.exe): (command )?not found|No such file or directory.*(g\+\+|c\+\+)|(g\+\+|c\+\+).*No such file/,
  },
  { reason: 'hostUnreachable', stage: 'binding', line: /gyp ERR! .*(ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT)/ },
  { reason: 'didNotBuild', stage: 'binding', line: /error:|gyp ERR!|failed with error/ },
  { reason: 'notWritable', line: /EACCES|EPERM|EROFS/ },
  {
    reason: 'certificate',
    line: /SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER|VERIFY)|CERT_[A-Z]+|self[- ]signed certificate/,
  },
  {
    reason: 'proxy',
    line: /\b407\b|EINVALIDPROXY|ERR_INVALID_URL.*proxy|tunneling socket|proxy response|proxy connection/i,
  },
  {
    reason: 'notOnHost',
    line: /\bE404\b|\bETARGET\b|TAR_BAD_ARCHIVE|Z_DATA_ERROR|Z_BUF_ERROR|incorrect header check|Invalid or unsupported zip/,
  },
  {
    reason: 'offline',
    stage: 'packages',
    line: /ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED/,
  },
  {
    reason: 'hostUnreachable',
    stage: 'library',
    line: /ENOTFOUND|EAI_AGAIN|ECONN(REFUSED|ABORTED)|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH/,
  },
  { reason: 'interrupted', stage: 'library', line: /ECONNRESET|socket hang up|aborted|TAR_ABORT/ },
];

/** Why a step failed, from what it printed. */
export function failureOf(stage: CudaStage, lines: readonly string[]): Pick<CudaFailure, 'reason' | 'detail'> {
  for (const { reason, line, stage: only } of signs) {
    if (only !== undefined && only !== stage) continue;
    const detail = lines.find((text) => line.test(text));
    if (detail !== undefined) return { reason, detail: detail.trim() };
  }
  const error = lines.find((text) => /\bError: |npm error |ERR!/.test(text));
  // A download that is cut off leaves the installer with nothing to wait for: it ends without a word.
  const reason = stage === 'library' && error === undefined ? 'interrupted' : 'other';
  return { reason, detail: (error ?? last(lines)).trim() };
}

const last = (lines: readonly string[]): string => lines.findLast((line) => line.trim() !== '') ?? '';
