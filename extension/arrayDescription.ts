/**
 * How a debugger describes a value: an array by its shape, its dtype and its first elements as NumPy prints them; anything
 * else as it would by itself. It runs in the learner's process, where a debugger ends whatever might change anything:
 * `toString` is ended, reading element by element is not. So it is a text, and stands on nothing outside itself.
 */
export const arrayDescription = `function (otherwise) {
  try {
    const { shape, dtype } = this;
    if (this.constructor.name !== 'NDArray' || typeof dtype !== 'string') return otherwise;
    const edge = 3;
    let unread = 60;
    const bare = (value) => {
      if (dtype === 'bool') return value ? 'True' : 'False';
      if (dtype === 'int32') return String(value);
      if (value !== value) return 'nan';
      if (value === Infinity || value === -Infinity) return value > 0 ? 'inf' : '-inf';
      const text = Object.is(value, -0) ? '-0' : String(Number(value.toPrecision(5)));
      return text.includes('.') || text.includes('e') ? text : text + '.';
    };
    const part = (at) => {
      if (at.length === shape.length) {
        unread--;
        return bare(this.item(...(at.length === 0 ? [0] : at)));
      }
      const length = shape[at.length];
      let text = '[';
      for (let i = 0; i < length; i++) {
        if (i > 0) text += ', ';
        if (unread <= 0) return text + '…]';
        if (i === edge && length > 2 * edge) {
          text += '..., ';
          i = length - edge;
        }
        text += part([...at, i]);
      }
      return text + ']';
    };
    const size = '(' + shape.join(', ') + (shape.length === 1 ? ',' : '') + ')';
    return size + ' ' + dtype + ' ' + part([]);
  } catch {
    return otherwise;
  }
}`;
