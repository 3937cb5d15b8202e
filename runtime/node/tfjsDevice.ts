import type * as Core from '@tensorflow/tfjs-core';
import { type Command, type Device, DeviceLost, type Layout } from '../engines/device/device';
import type { Budget } from '../engines/device/reachability';
import { Lowering } from '../engines/device/lowering/lowering';
import type { Elements } from '../engines/engine';
import { graphicsName, processorName } from './machineNames';
import { loadTfjs, type TfjsPackage } from './tfjsPackage';

/** TensorFlow in this very process: a command is carried out when it is given. */
export interface TfjsDevice extends Device {
  /** Which of the packages was found. */
  readonly packageName: string;
  /** Whether it computes on a GPU. */
  readonly onGpu: boolean;
  /** Tensors alive: for tests of leaks. */
  tensors(): number;
}

/** @throws NoTfjs where the folder has no package that works. */
export function openTfjsDevice(folder: string): TfjsDevice {
  const { name, tf } = loadTfjs(folder);
  const { binding, isUsingGpuDevice: onGpu } = tf.backend() as unknown as TensorFlowBackend;
  const lowering = new Lowering(tf);
  const where = onGpu ? (graphicsName() ?? 'the GPU') : processorName();
  return {
    description: `TensorFlow ${binding.TF_Version} on ${where}`,
    dtypes: ['float32', 'int32', 'bool'],
    packageName: name,
    onGpu,
    ...(onGpu && { budget: onCard }),
    submit: (command) => guarded(() => lowering.run(owned(command))),
    read: (x) => guarded(() => fetched(lowering, x)),
    flush: () => guarded(() => wait(tf)),
    tensors: () => tf.memory().numTensors,
  };
}

/** Collections would take as long as steps do there; a card that is full is asked once more after one. */
const onCard: Budget = { least: 1 << 30, most: 4 * 2 ** 30 };

/** What the package's backend says of itself. */
interface TensorFlowBackend {
  readonly binding: { readonly TF_Version: string };
  readonly isUsingGpuDevice: boolean;
}

/** The binding keeps what it is given for as long as the tensor lives. */
const owned = (command: Command): Command =>
  command.do === 'upload' ? { ...command, elements: command.elements.slice() } : command;

function fetched(lowering: Lowering, x: Layout): Elements {
  const tensor = lowering.tensorOf(x);
  try {
    // What the binding gives is TensorFlow's own memory.
    return (tensor.dataSync() as Elements).slice();
  } finally {
    tensor.dispose();
  }
}

/** A GPU works off what it is given in order: when the last of it can be read, all is done. */
function wait(tf: TfjsPackage['tf']): void {
  const last: Core.Tensor = tf.tidy(() => tf.neg(tf.scalar(0)));
  last.dataSync();
  last.dispose();
}

/** TensorFlow says what happened in words alone. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    if (/OOM when allocating|RESOURCE_EXHAUSTED|[Rr]esource exhausted|out of memory/.test(detail))
      throw new DeviceLost('outOfMemory', cause(detail));
    // A stack that is full is the learner's doing; all else is between the device and us.
    throw error instanceof RangeError ? error : new DeviceLost('lost', cause(detail));
  }
}

/** The first line is a number. */
const cause = (text: string): string => /Message: (.*)/.exec(text)?.[1] ?? text.trim().split('\n')[0];
