import type { PanelStrings } from '../../runtime/words/en';
import type { Say } from '../../runtime/words/fill';
import type { FromTask } from '../protocol';

/** What every part of the panel is given: its words, and the way to the host. */
export type SayTask = Say<PanelStrings<'task'>>;
export type Post = (message: FromTask) => void;
