import { NpError } from './errors';
import { elements, upload, type View } from './view';

/** Positions of the elements that are not zero, in C order: one int32 array per axis. */
export function nonzeroViews(view: View): View[] {
  if (view.shape.length === 0) throw new NpError('np.nonzero', 'notForRank0');
  const values = elements(view);
  const flat: number[] = [];
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) flat.push(i);
  let block = view.size;
  return view.shape.map((length) => {
    block /= length || 1;
    return upload(
      [flat.length],
      'int32',
      Int32Array.from(flat, (position) => Math.floor(position / block) % length),
    );
  });
}
