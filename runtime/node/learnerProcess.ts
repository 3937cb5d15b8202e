import { openEngine } from './openEngine';
import { runLearner } from './runLearner';

// Most learners compute on the processor: they load nothing that a device needs.
await runLearner(({ name }, { distDir }) => openEngine(name, distDir));
