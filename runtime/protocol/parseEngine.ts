import type { EngineReport, PassedOver } from './engine';
import { list, oneOf, record, text } from './parse';

export const passedOver = list(
  record<PassedOver>({
    engine: text,
    why: oneOf('notBuilt', 'notInstalled', 'halfInstalled', 'libraryMissing', 'didNotLoad', 'failedItsTest', 'died'),
    detail: text,
  }),
);

export const engineReport = record<EngineReport>({ name: text, detail: text, passedOver });
