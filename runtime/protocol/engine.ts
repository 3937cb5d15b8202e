/** An engine that was not taken, and why. */
export interface PassedOver {
  engine: string;
  /** Its file is not there; it does not load; it computes wrongly on this machine; the process that loaded it died. */
  why: 'notBuilt' | 'didNotLoad' | 'failedItsTest' | 'died';
  detail: string;
}

/** What computes in one learner process. */
export interface EngineReport {
  name: string;
  /** What a person may want to know beside the processor: the level of instructions, threads. */
  detail: string;
  passedOver: PassedOver[];
}
