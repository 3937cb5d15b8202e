import type { EngineReport, PassedOver } from './engine';
import { flag, list, oneOf, optional, record, text } from './parse';

export const passedOver = list(
  record<PassedOver>({
    engine: text,
    why: oneOf(
      'notBuilt',
      'notInstalled',
      'halfInstalled',
      'libraryMissing',
      'didNotLoad',
      'failedItsTest',
      'died',
      'lost',
      'software',
    ),
    detail: text,
  }),
);

const otherRoutes = list(
  record<NonNullable<EngineReport['otherRoutes']>[number]>({ operation: text, route: oneOf('careful', 'host') }),
);

export const engineReport = record<EngineReport>({
  name: text,
  detail: text,
  passedOver,
  software: optional(flag),
  otherRoutes: optional(otherRoutes),
});
