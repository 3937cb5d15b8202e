/** One thing that the CUDA engine needs, and what this machine has of it: names and numbers, no sentences. */
export interface CudaNeed {
  about: 'platform' | 'node' | 'npm' | 'disk' | 'gpu' | 'cuda' | 'cudnn' | 'compiler';
  /**
   * `otherVersion`: there, and not the one that is needed. `aside`: there, where the system does not look for it.
   * `unknown`: this machine does not say.
   */
  state: 'met' | 'missing' | 'otherVersion' | 'aside' | 'unknown';
  needed: string;
  /** Empty where nothing was found. */
  found: string;
  /** Where it was found, or which parts of it were not. */
  detail: string;
}

export interface CudaRequirements {
  needs: CudaNeed[];
  /** Platform, node and npm are there: the rest may follow later. */
  installable: boolean;
  /** Everything that TensorFlow wants of the GPU was found too. */
  forGpu: boolean;
}

/** What lies where the engine is installed. */
export type CudaEngineState =
  | { state: 'absent' }
  /** Something is missing of it: it is no engine, and installing again puts it right. */
  | { state: 'half'; missing: string }
  | { state: 'whole'; found: CudaEngineFound };

/** What the engine said when it was tried in a process of its own. */
export interface CudaEngineFound {
  package: string;
  tensorFlow: string;
  /** Whether TensorFlow found a CUDA device. */
  onGpu: boolean;
}

export type CudaStage = 'packages' | 'library' | 'binding' | 'trial' | 'settling';

export interface CudaProgress {
  stage: CudaStage;
  /** Of the whole installation, from 0 to 1; it never falls. */
  done: number;
  /** What of TensorFlow's library is there, while it comes. */
  bytes?: { now: number; about: number };
}

/** Why an installation did not come to its end. */
export interface CudaFailure {
  stage: CudaStage;
  reason:
    | 'offline'
    | 'hostUnreachable'
    | 'notOnHost'
    | 'proxy'
    | 'certificate'
    | 'interrupted'
    | 'noSpace'
    | 'notWritable'
    | 'noCompiler'
    | 'didNotBuild'
    | 'didNotLoad'
    | 'inUse'
    | 'other';
  /** The line of the log that says it. */
  detail: string;
  /** What was downloaded stays for the next attempt. */
  kept: boolean;
}

export type CudaOutcome =
  | { outcome: 'installed'; found: CudaEngineFound }
  | { outcome: 'cancelled' }
  /** Another window is at it. */
  | { outcome: 'busy' }
  | { outcome: 'failed'; failure: CudaFailure };
