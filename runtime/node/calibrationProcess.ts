import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FromCalibration } from './calibration';
import { calibrate } from './calibrationMeasures';
import { wantedEngine } from './engineArguments';
import { openAnyEngine } from './openDeviceEngine';
import { endWithParent } from './parentWatch';
import { SyncChannel } from './syncChannel';

// Measures the engine that it is started for, says what it found, and ends.
endWithParent();
const channel = new SyncChannel<FromCalibration, never>(3, () => {
  throw new Error('nothing is asked of a calibration');
});
const { name, folder } = wantedEngine();
const { engine, report } = openAnyEngine(name, path.dirname(fileURLToPath(import.meta.url)), {
  folder,
  hardwareOnly: true,
});
// Since this process began.
const readyMs = performance.now();
if (report.name === name) {
  const costs = calibrate(engine, () => performance.now());
  channel.post({ type: 'measured', costs, readyMs, device: engine.capabilities().device });
} else channel.post({ type: 'absent', passedOver: report.passedOver });
process.exit(0);
