import { setFlagsFromString } from 'node:v8';
import { createContext, runInNewContext, Script } from 'node:vm';

/**
 * Finds out in the middle of a synchronous loop what has become unreachable. A target that a WeakRef was made for, or read from, is kept until
 * the running job ends: a script in a context that ends its own jobs counts as such an end, and then a full collection clears the references.
 * To be made before the world of the learner's code closes.
 */
export function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  const context = createContext({}, { microtaskMode: 'afterEvaluate' });
  const nothing = new Script('');
  return () => {
    nothing.runInContext(context);
    gc();
  };
}
