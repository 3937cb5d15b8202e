import { Learner } from '../../../runtime/learner/learner';
import type { FromLearner } from '../../../runtime/protocol/learner';
import { parseToLearner } from '../../../runtime/protocol/parseLearner';
import { evaluate } from './evaluate';

const post = (message: FromLearner): void => postMessage(message);
const learner = new Learner({ post, evaluate, now: () => performance.now(), isProxy: () => false });
Object.assign(console, learner.prints.console);
addEventListener('message', ({ data }) => learner.handle(parseToLearner(data)));
post({ type: 'ready' });
