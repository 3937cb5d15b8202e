import type { PanelStrings } from '../../runtime/words/en';
import type { Say } from '../../runtime/words/fill';
import type { FromTraining } from '../protocol';

export type SayTraining = Say<PanelStrings<'training'>>;
export type Post = (message: FromTraining) => void;
