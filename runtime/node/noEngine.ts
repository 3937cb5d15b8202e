import type { PassedOver } from '../protocol/engine';

/** An engine that cannot be had on this machine, and why. */
export class NoEngine extends Error {
  readonly why: PassedOver['why'];

  constructor(why: PassedOver['why'], detail: string) {
    super(detail);
    this.why = why;
  }
}
