/**
 * Two ends that post messages to each other. Today a pipe to a forked process, later a Web Worker or a
 * Python learner; nothing above knows which. Messages are plain data with `Uint8Array` leaves.
 */
export interface Channel<Out, In> {
  post(message: Out): void;
  /** `undefined` once the other side has gone. Messages are `unknown` until parsed. */
  onMessage(listener: (message: In) => void): void;
  /** Called exactly once, when the other side has gone or spoke nonsense. */
  onClose(listener: (why: ChannelEnd) => void): void;
  close(): void;
}

export type ChannelEnd =
  | { kind: 'closed' }
  | { kind: 'exited'; code: number | null; signal: string | null }
  | { kind: 'protocol'; detail: string };
