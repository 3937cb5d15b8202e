#include "walk.h"

void td_walk_init(td_walk *walk, int operands, int axes, const td_size *shape, const td_size *const strides[]) {
  walk->operands = operands;
  walk->axes = 0;
  walk->total = 1;
  for (int axis = 0; axis < axes; axis++) {
    td_size length = shape[axis];
    walk->total *= length;
    if (length == 1) continue;
    int last = walk->axes - 1;
    bool merges = last >= 0;
    // Strides of an empty walk may be of any size: the product must not overflow.
    for (int k = 0; merges && k < operands; k++) {
      td_size span;
      merges = !__builtin_mul_overflow(strides[k][axis], length, &span) && walk->strides[k][last] == span;
    }
    if (merges) walk->shape[last] *= length;
    else walk->shape[last = walk->axes++] = length;
    for (int k = 0; k < operands; k++) walk->strides[k][last] = strides[k][axis];
  }
  if (walk->axes > 0) return;
  walk->axes = 1;
  walk->shape[0] = 1;
  for (int k = 0; k < operands; k++) walk->strides[k][0] = 0;
}

bool td_row_first(const td_walk *walk, td_row *row, const td_size offsets[], td_size first, td_size last) {
  if (first >= last) return false;
  for (int k = 0; k < walk->operands; k++) row->at[k] = offsets[k];
  td_size left = first;
  for (int axis = walk->axes - 1; axis >= 0; axis--) {
    td_size place = left % walk->shape[axis];
    left /= walk->shape[axis];
    row->place[axis] = place;
    for (int k = 0; k < walk->operands; k++) row->at[k] += place * walk->strides[k][axis];
  }
  td_size rest = walk->shape[walk->axes - 1] - row->place[walk->axes - 1];
  row->done = first;
  row->last = last;
  row->length = rest < last - first ? rest : last - first;
  return true;
}

bool td_row_next(const td_walk *walk, td_row *row) {
  row->done += row->length;
  if (row->done >= row->last) return false;
  // The first row may have begun in its middle.
  int axis = walk->axes - 1;
  td_size inner = walk->shape[axis];
  for (int k = 0; k < walk->operands; k++) row->at[k] -= row->place[axis] * walk->strides[k][axis];
  row->place[axis] = 0;
  for (axis--; axis >= 0; axis--) {
    if (++row->place[axis] < walk->shape[axis]) {
      for (int k = 0; k < walk->operands; k++) row->at[k] += walk->strides[k][axis];
      break;
    }
    row->place[axis] = 0;
    td_size back = walk->shape[axis] - 1;
    for (int k = 0; k < walk->operands; k++) row->at[k] -= back * walk->strides[k][axis];
  }
  row->length = inner < row->last - row->done ? inner : row->last - row->done;
  return true;
}
