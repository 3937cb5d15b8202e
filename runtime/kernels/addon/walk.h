/* Strided operands of one shape, walked row by row: neighbouring axes that can be walked as one are merged, and the innermost is left to a kernel. */
#ifndef TENSOR_DOJO_WALK_H
#define TENSOR_DOJO_WALK_H

#include "call.h"

typedef struct {
  int operands;
  /* At least one, in C order. */
  int axes;
  td_size shape[TD_MOST_AXES];
  td_size strides[TD_MOST_OPERANDS][TD_MOST_AXES];
  td_size total;
} td_walk;

/* Part of the innermost row: where each operand stands, how many elements, and how many came before. */
typedef struct {
  td_size at[TD_MOST_OPERANDS];
  td_size length;
  td_size done;
  td_size last;
  td_size place[TD_MOST_AXES];
} td_row;

void td_walk_init(td_walk *walk, int operands, int axes, const td_size *shape, const td_size *const strides[]);
/* Begins at element `first` of the walk, counted in C order, and ends before `last`. False where there is nothing. */
bool td_row_first(const td_walk *walk, td_row *row, const td_size offsets[], td_size first, td_size last);
bool td_row_next(const td_walk *walk, td_row *row);

#endif
