/* Lines up a part of an operand for the kernels; for one type of number. */

typedef REAL NAME(four) __attribute__((vector_size(4 * sizeof(REAL))));

/* to[p * to_row + i] = from[p * row + i * next], for 4 p and 4 i, where row is 1. */
TD_INLINE void NAME(turn)(REAL *to, td_size to_row, const REAL *from, td_size next) {
  NAME(four) a, b, c, d;
  __builtin_memcpy(&a, from, sizeof a);
  __builtin_memcpy(&b, from + next, sizeof b);
  __builtin_memcpy(&c, from + 2 * next, sizeof c);
  __builtin_memcpy(&d, from + 3 * next, sizeof d);
  const NAME(four) ab = __builtin_shufflevector(a, b, 0, 4, 1, 5), cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  const NAME(four) ab2 = __builtin_shufflevector(a, b, 2, 6, 3, 7), cd2 = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  a = __builtin_shufflevector(ab, cd, 0, 1, 4, 5), b = __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
  c = __builtin_shufflevector(ab2, cd2, 0, 1, 4, 5), d = __builtin_shufflevector(ab2, cd2, 2, 3, 6, 7);
  __builtin_memcpy(to, &a, sizeof a);
  __builtin_memcpy(to + to_row, &b, sizeof b);
  __builtin_memcpy(to + 2 * to_row, &c, sizeof c);
  __builtin_memcpy(to + 3 * to_row, &d, sizeof d);
}

/* to[p * to_row + i] = from[p * row + i * next] for p < depth, i < width; zeros up to to_row. */
static void NAME(pack)(REAL *to, td_size to_row, td_size depth, td_size width, const REAL *from, td_size row, td_size next) {
  td_size done = 0; /* columns */
  if (next == 1) {
    for (td_size p = 0; p < depth; p++) {
      td_size i = 0;
      for (; i + LANES <= width; i += LANES) __builtin_memcpy(to + p * to_row + i, from + p * row + i, LANES * sizeof(REAL));
      copy_some(to + p * to_row + i, from + p * row + i, (int)(width - i) * (int)sizeof(REAL), TD_WIDTH);
    }
    done = width;
  } else if (row == 1) {
    for (; done + 4 <= width; done += 4) {
      td_size p = 0;
      for (; p + 4 <= depth; p += 4) NAME(turn)(to + p * to_row + done, to_row, from + p + done * next, next);
      for (; p < depth; p++)
        for (td_size i = done; i < done + 4; i++) to[p * to_row + i] = from[p + i * next];
    }
  }
  for (td_size i = done; i < width; i++)
    for (td_size p = 0; p < depth; p++) to[p * to_row + i] = from[p * row + i * next];
  for (td_size p = 0; p < depth && width < to_row; p++)
    for (td_size i = width; i < to_row; i++) to[p * to_row + i] = 0;
}

/* Fours of rows, one after the other; of rows that are neighbours in memory a cache line's worth at a time. */
static void NAME(pack_rows)(REAL *to, td_size rows, td_size depth, const REAL *x, td_size x_row, td_size x_column) {
  const td_size line = 64 / (td_size)sizeof(REAL);
  td_size done = 0;
  for (; x_row == 1 && done + line <= rows; done += line)
    for (td_size p = 0; p < depth; p++)
      for (td_size i = done; i < done + line; i += 4)
        __builtin_memcpy(to + i * depth + 4 * p, x + i + p * x_column, 4 * sizeof(REAL));
  for (td_size i = done; i < rows; i += 4) NAME(pack)(to + i * depth, 4, depth, MIN(4, rows - i), x + i * x_row, x_column, x_row);
}

/* The room that they take, to a whole cache line. */
static td_size NAME(packed_rows)(td_size rows, td_size depth) { return DIV_UP(DIV_UP(rows, 4) * 4 * depth, 16) * 16; }
