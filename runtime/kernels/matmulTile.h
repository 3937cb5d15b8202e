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

/* One row of the tile. All is read before anything is written: the last vector may overlap the one before it. */
TD_INLINE void TILE(put)(REAL *out, td_size out_last, const int add, const TILE(vector) *sums, const int V) {
  TILE(vector) row[8];
  TD_UNROLL
  for (int j = 0; j < V; j++) row[j] = add ? TILE(load)(out + (j < V - 1 ? j * WIDTH : out_last)) + sums[j] : sums[j];
  TD_UNROLL
  for (int j = 0; j < V; j++) TILE(store)(out + (j < V - 1 ? j * WIDTH : out_last), row[j]);
}

/* Each entry is one chain of multiplies and adds along the inner dimension, whatever R, V and the layout are. */
TD_INLINE void TILE(multiply)(const NAME(tile) *t, const int R, const int V, const td_size x_row, const td_size x_column) {
  TILE(vector) sums[R][V];
  TD_UNROLL
  for (int i = 0; i < R; i++) {
    TD_UNROLL
    for (int j = 0; j < V; j++) sums[i][j] = (TILE(vector)){0};
  }
  const REAL *x = t->x, *x4 = x + t->x_four, *x8 = x4 + t->x_four, *y = t->y, *last = t->y + t->y_last;
  for (td_size p = t->depth; p > 0; p--) {
    TILE(vector) right[8];
    TD_UNROLL
    for (int j = 0; j < V - 1; j++) right[j] = TILE(load)(y + j * WIDTH);
    right[V - 1] = TILE(load)(last);
    TD_UNROLL
    for (int i = 0; i < R; i++) {
      const REAL left = i < 4 ? x[i * x_row] : i < 8 ? x4[(i - 4) * x_row] : x8[(i - 8) * x_row];
      TD_UNROLL
      for (int j = 0; j < V; j++) sums[i][j] += left * right[j];
    }
    x += x_column, x4 += x_column, x8 += x_column, y += t->y_row, last += t->y_row;
  }
  if (t->count < WIDTH) {
    REAL copy[R * V * WIDTH]; /* the sums themselves have no address: they stay in registers */
    TD_UNROLL
    for (int i = 0; i < R; i++) {
      TD_UNROLL
      for (int j = 0; j < V; j++) TILE(store)(copy + (i * V + j) * WIDTH, sums[i][j]);
    }
    NAME(put_some)(t, R, V * WIDTH, copy);
  } else if (t->add) {
    TD_UNROLL
    for (int i = 0; i < R; i++) TILE(put)(t->out + i * t->out_row, t->out_last, 1, sums[i], V);
  } else {
    TD_UNROLL
    for (int i = 0; i < R; i++) TILE(put)(t->out + i * t->out_row, t->out_last, 0, sums[i], V);
  }
}

#define KERNEL(R, V) \
  static void TILE(multiply_##R##x##V)(const NAME(tile) *t) { TILE(multiply)(t, R, V, t->x_row, t->x_column); }
#define K(R, V) TILE(multiply_##R##x##V)
