import { setEngine } from '../np/settings';
import { openEngine } from './openEngine';

/** The judge computes on the engine that checks run on, whatever a learner trains on. */
export function useCheckEngine(distDir: string): void {
  setEngine(openEngine('cpu', distDir).engine);
}
