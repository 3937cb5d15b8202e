import type { PanelStrings } from '../../runtime/words/en';
import type { Say } from '../../runtime/words/fill';
import type { FromGradient } from '../protocol';

export type SayGradient = Say<PanelStrings<'gradient'>>;
export type Post = (message: FromGradient) => void;
