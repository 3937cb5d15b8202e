import { openEngine } from './openEngine';
import { runLearner } from './runLearner';

// Most learners compute on the processor: they load nothing that a device needs.
await runLearner(({ name, tested }, { distDir }) => openEngine(name, distDir, { tested }));
