/*
 * Tiles of out, for one type of number and one width of vector: R rows by V vectors stay in registers while one block of the inner
 * dimension goes by. Included by matmulTyped.h with REAL, VECTOR_BYTES, NAME (adds the type to a name) and TILE (adds both).
 */
typedef REAL TILE(vector) __attribute__((vector_size(VECTOR_BYTES)));
#define WIDTH ((int)(VECTOR_BYTES / sizeof(REAL)))

TD_INLINE TILE(vector) TILE(load)(const REAL *from) {
  TILE(vector) v;
  __builtin_memcpy(&v, from, sizeof v);
  return v;
}

TD_INLINE void TILE(store)(REAL *to, TILE(vector) v) { __builtin_memcpy(to, &v, sizeof v); }

/* One row of the tile, or what of it is in whole vectors. All is read before anything is written: the last may overlap the one before. */
TD_INLINE void TILE(put)(REAL *out, td_size out_last, const int add, const TILE(vector) *sums, const int V, const int count) {
  TILE(vector) row[8];
  TD_UNROLL
  for (int j = 0; j < count; j++) row[j] = add ? TILE(load)(out + (j < V - 1 ? j * WIDTH : out_last)) + sums[j] : sums[j];
  TD_UNROLL
  for (int j = 0; j < count; j++) TILE(store)(out + (j < V - 1 ? j * WIDTH : out_last), row[j]);
}

/* A last vector at the right edge, of which not every lane belongs to out. It comes by value: sums without an address stay in registers. */
static __attribute__((noinline)) void TILE(put_some)(REAL *out, int count, int add, TILE(vector) sums) {
  REAL lanes[WIDTH];
  TILE(store)(lanes, sums);
  for (int j = 0; j < count; j++) out[j] = add ? out[j] + lanes[j] : lanes[j];
}

/*
 * As many tiles as t says, one below the other. Each entry is one chain of multiplies and adds along the inner dimension, whatever R, V
 * and the layout are. Of packed operands a turn of the loop takes several steps. Each ends in a branch of its own: engines of
 * WebAssembly move the loads of a straight piece of code to its front, and those of more than one step would not fit
 * the registers.
 */
TD_INLINE void TILE(multiply)(const NAME(tile) *t, const int R, const int V, const int steps, const td_size x_row,
                              const td_size x_column, const td_size y_row, const td_size y_last) {
  const td_size x_four = t->x_four, out_row = t->out_row, out_last = t->out_last, depth = t->depth;
  const int put = t->put, whole = t->count == WIDTH ? V : V - 1;
  const REAL *x_tile = t->x;
  REAL *out = t->out;
  for (td_size tiles = t->tiles; tiles > 0; tiles--, x_tile += R / 4 * x_four, out += R * out_row) {
    TILE(vector) sums[12][8]; /* of fixed size, so that it dissolves into registers */
    TD_UNROLL
    for (int i = 0; i < R; i++) {
      TD_UNROLL
      for (int j = 0; j < V; j++) sums[i][j] = (TILE(vector)){0};
    }
    if (R == 1 && put == CARRY) {
      TD_UNROLL
      for (int j = 0; j < V; j++) sums[0][j] = TILE(load)(out + (j < V - 1 ? j * WIDTH : out_last));
    }
    const REAL *x = x_tile, *x4 = x + x_four, *x8 = x4 + x_four, *y = t->y;
    for (td_size left = depth; left > 0;) {
      if (steps > 1) TD_PLAIN_POINTER(x), TD_PLAIN_POINTER(y);
      TD_UNROLL
      for (int step = 0; step < steps; step++) {
        TILE(vector) right[8];
        TD_UNROLL
        for (int j = 0; j < V; j++) right[j] = TILE(load)(NAME(at)(y, step * y_row + (j < V - 1 ? j * WIDTH : y_last), steps > 1));
        TD_UNROLL
        for (int i = 0; i < R; i++) {
          const REAL factor = *NAME(at)(i < 4 ? x : i < 8 ? x4 : x8, step * x_column + i % 4 * x_row, steps > 1);
          TD_UNROLL
          for (int j = 0; j < V; j++) sums[i][j] += factor * right[j];
          if (steps == 1) TD_ROW_BY_ROW();
        }
        left--;
        if (step < steps - 1 && left == 0) break;
      }
      x += steps * x_column, x4 += steps * x_column, x8 += steps * x_column, y += steps * y_row;
    }
    if (whole < V) {
      TD_UNROLL
      for (int i = 0; i < R; i++) TILE(put_some)(out + i * out_row + out_last, t->count, put == ADD, sums[i][V - 1]);
    }
#define PUT(add, count) \
  TD_UNROLL             \
  for (int i = 0; i < R; i++) TILE(put)(out + i * out_row, out_last, add, sums[i], V, count);
    if (whole == V && put == ADD) {
      PUT(1, V)
    } else if (whole == V) {
      PUT(0, V)
    } else if (put == ADD) {
      PUT(1, V - 1)
    } else {
      PUT(0, V - 1)
    }
#undef PUT
  }
}

#define KERNEL(R, V)                                                                       \
  static void TILE(multiply_##R##x##V)(const NAME(tile) *t) {                              \
    if (R >= 4 && V == VECTORS && t->x_row == 1 && t->x_column == 4 &&                     \
        t->y_row == V * WIDTH && t->y_last == (V - 1) * WIDTH)                             \
      TILE(multiply)(t, R, V, 4, 1, 4, V * WIDTH, (V - 1) * WIDTH);                        \
    else                                                                                   \
      TILE(multiply)(t, R, V, 1, t->x_row, t->x_column, t->y_row, t->y_last);              \
  }
#define K(R, V) TILE(multiply_##R##x##V)
