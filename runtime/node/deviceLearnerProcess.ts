import type { DeviceLost } from '../engines/device/device';
import { watched } from '../engines/device/watched';
import { openAnyEngine } from './openDeviceEngine';
import { runLearner } from './runLearner';

await runLearner(({ name, folder, probesAll, tested }, { distDir, lost }) => {
  const { engine, report } = openAnyEngine(name, distDir, { folder, probesAll, tested });
  return { engine: watched(engine, (loss) => lost(wordsOf(loss))), report };
});

function wordsOf({ why, message }: DeviceLost): string {
  return why === 'outOfMemory' ? `out of memory: ${message}` : message;
}
