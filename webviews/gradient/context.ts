import type { PanelStrings } from '../../runtime/words/en';
import type { Say } from '../../runtime/words/fill';

export type SayGradient = Say<PanelStrings<'gradient'>>;
