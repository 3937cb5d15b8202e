/**
 * Walks strided operands of one shape row by row: neighbouring axes that can be walked as one are merged, and the
 * innermost one is left to a kernel's own loop.
 */
export class Loop {
  /** Elements of one innermost row. */
  readonly length: number;
  /** Step of each operand within a row. */
  readonly steps: number[];
  /** The axes around a row, merged, and each operand's strides along them. */
  readonly shape: readonly number[];
  readonly strides: readonly (readonly number[])[];

  constructor(shape: readonly number[], strides: readonly (readonly number[])[]) {
    const operands = strides.length;
    const mergedShape: number[] = [];
    const merged: number[][] = strides.map(() => []);
    for (let axis = 0; axis < shape.length; axis++) {
      const length = shape[axis];
      if (length === 1) continue;
      const last = mergedShape.length - 1;
      let merges = last >= 0;
      for (let k = 0; merges && k < operands; k++) merges = merged[k][last] === strides[k][axis] * length;
      if (merges) {
        mergedShape[last] *= length;
        for (let k = 0; k < operands; k++) merged[k][last] = strides[k][axis];
      } else {
        mergedShape.push(length);
        for (let k = 0; k < operands; k++) merged[k].push(strides[k][axis]);
      }
    }
    this.length = mergedShape.length === 0 ? 1 : mergedShape.pop()!;
    this.steps = merged.map((own) => own.pop() ?? 0);
    this.shape = mergedShape;
    this.strides = merged;
  }

  /** Whether everything lies in one row: then a caller may walk it alone. */
  get single(): boolean {
    return this.shape.length === 0;
  }

  /** Calls `row` with the operands' offsets at the start of each row, and how many elements came before it. */
  run(offsets: readonly number[], row: (offsets: number[], done: number) => void): void {
    if (this.length === 0 || this.shape.includes(0)) return;
    if (this.single) return row([...offsets], 0);
    const at = [...offsets];
    const counter = this.shape.map(() => 0);
    const operands = at.length;
    for (let done = 0; ; done += this.length) {
      row(at, done);
      let axis = counter.length - 1;
      for (; axis >= 0; axis--) {
        if (++counter[axis] < this.shape[axis]) {
          for (let k = 0; k < operands; k++) at[k] += this.strides[k][axis];
          break;
        }
        counter[axis] = 0;
        const back = this.shape[axis] - 1;
        for (let k = 0; k < operands; k++) at[k] -= back * this.strides[k][axis];
      }
      if (axis < 0) return;
    }
  }
}
