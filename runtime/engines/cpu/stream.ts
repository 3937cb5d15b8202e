import { itemBytes } from '../../protocol/value';
import { Loop } from '../javascript/loops';
import { Slot, type Port } from './port';
import type { KernelMemory } from './kernelMemory';

/** Bytes of the widest operand that pass at once: so much stays in the first cache beside the others. */
const chunkBytes = 64 << 10;
/** Elements of a plane that is turned at once. */
const planeSize = 64 << 10;
/** Planes that are narrower than this are not worth turning. */
const narrow = 3;

/** Computes n elements that lie in the slots; they are number `done` and following of the result. False where no kernel takes them. */
type Compute = (done: number, n: number) => boolean;

/**
 * Brings operands of one shape through the kernels' memory, chunk by chunk in C order: copying them whole would cost as much as the
 * arithmetic several times over. Numbers lie in their slots already.
 */
export function stream(
  memory: KernelMemory,
  operands: readonly Port[],
  shape: readonly number[],
  total: number,
  compute: Compute,
): boolean {
  const ports = operands.filter(({ step }) => step === 1);
  const chunk = chunkBytes / Math.max(1, ...ports.map(({ slot }) => itemBytes[slot.dtype]));
  if (ports.every(({ contiguous }) => contiguous)) return streamWhole(ports, total, chunk, compute);
  const loop = new Loop(
    shape,
    ports.map(({ strides }) => strides),
  );
  if (total === 0) return true;
  if (ports.some((_, p) => isTurned(loop, p))) return streamPlanes(memory, ports, loop, compute);
  return loop.length * 2 > chunk
    ? streamLongRows(ports, loop, chunk, compute)
    : streamRows(ports, loop, total, chunk, compute);
}

function streamWhole(ports: readonly Port[], total: number, chunk: number, compute: Compute): boolean {
  for (let done = 0; done < total; done += chunk) {
    const n = Math.min(chunk, total - done);
    for (const { slot, elements, offset } of ports) slot.bring(0, elements, offset + done, 1, n);
    if (!compute(done, n)) return false;
  }
  return true;
}

const offsetsOf = (ports: readonly Port[]) => ports.map(({ offset }) => offset);

function streamLongRows(ports: readonly Port[], loop: Loop, chunk: number, compute: Compute): boolean {
  let taken = true;
  loop.run(offsetsOf(ports), (at, done) => {
    for (let from = 0; from < loop.length; from += chunk) {
      const n = Math.min(chunk, loop.length - from);
      ports.forEach(({ slot, elements }, p) => {
        slot.bring(0, elements, at[p] + from * loop.steps[p], loop.steps[p], n);
      });
      taken &&= compute(done + from, n);
    }
  });
  return taken;
}

/** Several short rows make a chunk. */
function streamRows(ports: readonly Port[], loop: Loop, total: number, chunk: number, compute: Compute): boolean {
  const length = loop.length;
  const most = Math.floor(chunk / length) * length;
  const { together, apart } = sorted(ports, loop, Math.min(most, total));
  let taken = true;
  let start = 0,
    filled = 0;
  const flush = () => {
    for (const { slot, elements, offset } of together) slot.bring(0, elements, offset + start, 1, filled);
    taken &&= compute(start, filled);
    start += filled;
    filled = 0;
  };
  if (apart.length === 0) {
    for (let left = total; left > 0; left -= most) {
      filled = Math.min(most, left);
      flush();
    }
    return taken;
  }
  loop.run(offsetsOf(ports), (at) => {
    if (!taken) return;
    for (const p of apart) ports[p].slot.bring(filled, ports[p].elements, at[p], loop.steps[p], length);
    filled += length;
    if (filled === most) flush();
  });
  if (filled > 0) flush();
  return taken;
}

/** Those that lie in the order of the walk, and the numbers of those whose rows must be collected. A row that is the same everywhere is laid out once. */
function sorted(ports: readonly Port[], loop: Loop, most: number): { together: Port[]; apart: number[] } {
  const together: Port[] = [],
    apart: number[] = [];
  ports.forEach((port, p) => {
    if (port.contiguous) together.push(port);
    else if (loop.strides[p].some((stride) => stride !== 0)) apart.push(p);
    else {
      port.slot.bring(0, port.elements, port.offset, loop.steps[p], loop.length);
      port.slot.repeat(loop.length, most);
    }
  });
  return { together, apart };
}

/** Whether the operand's last two axes lie the other way round in memory. */
export function isTurned(loop: Loop, p: number): boolean {
  return (
    loop.shape.length > 0 &&
    loop.strides[p].at(-1) === 1 &&
    loop.steps[p] > 1 &&
    loop.shape.at(-1)! >= narrow &&
    loop.length >= narrow &&
    loop.length <= planeSize / narrow
  );
}

/** Plane by plane, or rows of a plane that is too large: turned operands come in as they lie, and a kernel turns them. */
function streamPlanes(memory: KernelMemory, ports: readonly Port[], loop: Loop, compute: Compute): boolean {
  const length = loop.length,
    height = loop.shape.at(-1)!;
  const planes = new Loop(
    loop.shape.slice(0, -1),
    loop.strides.map((strides) => strides.slice(0, -1)),
  );
  const most = Math.min(height, Math.floor(planeSize / length));
  const { together, apart } = sorted(ports, loop, most * length);
  let taken = true;
  const rows = (at: readonly number[], plane: number, first: number) => {
    const count = Math.min(most, height - first);
    const done = (plane * height + first) * length;
    for (const { slot, elements, offset } of together) slot.bring(0, elements, offset + done, 1, count * length);
    for (const p of apart) {
      if (isTurned(loop, p)) turn(memory, ports[p], at[p] + first, loop.steps[p], count, length);
      else
        bringRows(
          ports[p],
          at[p] + first * loop.strides[p].at(-1)!,
          loop.strides[p].at(-1)!,
          loop.steps[p],
          count,
          length,
        );
    }
    taken &&= compute(done, count * length);
  };
  planes.run(offsetsOf(ports), (at, before) => {
    for (let plane = 0; plane < planes.length; plane++) {
      const here = at.map((offset, p) => offset + plane * planes.steps[p]);
      for (let first = 0; first < height; first += most) rows(here, before + plane, first);
    }
  });
  return taken;
}

function bringRows(
  { slot, elements }: Port,
  at: number,
  stride: number,
  step: number,
  count: number,
  length: number,
): void {
  for (let r = 0; r < count; r++, at += stride) slot.bring(r * length, elements, at, step, length);
}

/** Slots 0 to 3 are the operands' and the result's. */
const turning = 4;

/** `length` runs of `count` elements, `step` apart, become `count` rows. */
function turn(
  memory: KernelMemory,
  { slot, elements }: Port,
  at: number,
  step: number,
  count: number,
  length: number,
): void {
  const raw = new Slot(memory, turning, slot.dtype);
  if (step === count) raw.bring(0, elements, at, 1, count * length);
  else for (let c = 0; c < length; c++) raw.bring(c * count, elements, at + c * step, 1, count);
  memory.run.transpose(slot.code, count, length, raw.pointer, 1, count, slot.pointer, length);
}
