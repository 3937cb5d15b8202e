/** An engine that was not taken, and why. */
export interface PassedOver {
  engine: string;
  /**
   * Its file is not there; nobody has installed its package, or only half of it; a library that it needs is not on this machine; it does not
   * load; it computes wrongly on this machine; the process that loaded it died; its device was lost while it computed, or could not do
   * what it was asked; its device is
   * the processor, which plays a graphics card.
   */
  why:
    | 'notBuilt'
    | 'notInstalled'
    | 'halfInstalled'
    | 'libraryMissing'
    | 'didNotLoad'
    | 'failedItsTest'
    | 'died'
    | 'lost'
    | 'software';
  detail: string;
}

/** What computes in one learner process. */
export interface EngineReport {
  name: string;
  /** What a person may want to know beside the processor: the level of instructions, threads. */
  detail: string;
  passedOver: PassedOver[];
  /** Its device is the processor, which plays a graphics card: for whoever asks for it by name. */
  software?: boolean;
  /** Operations that its device computes wrongly in their plain form, and what is done instead; for whoever asked. */
  otherRoutes?: { operation: string; route: 'careful' | 'host' }[];
}

/** Those whose arrays lie on a device, which computes in float32. */
const onDevice: readonly string[] = ['webgpu', 'tfjs-node-gpu'];

export const isOnDevice = (engine: string): boolean => onDevice.includes(engine);
