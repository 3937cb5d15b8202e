/* Dot products of vectors that lie along the inner dimension, S by L at a time; for one type of number. */

/* The order: lane by lane over blocks, groups and all, then the lanes by halves. */
TD_INLINE REAL NAME(sum_lanes)(NAME(vector) v) {
  REAL lanes[LANES];
  __builtin_memcpy(lanes, &v, sizeof v);
  TD_UNROLL
  for (int half = LANES / 2; half > 0; half /= 2) {
    TD_UNROLL
    for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
  }
  return lanes[0];
}

typedef struct {
  td_size k;
  const REAL *x, *y;
  td_size x_next, y_next; /* from one vector to the next */
  REAL *out;
  td_size out_x, out_y;
} NAME(dots);

TD_INLINE void NAME(dot)(const NAME(dots) *t, const int S, const int L) {
  NAME(vector) all[2][8], group[2][8], block[2][8];
  const td_size steps = t->k / LANES, group_steps = DOT_STEPS * group_of(DIV_UP(steps, DOT_STEPS));
  const int rest = (int)(t->k % LANES) * (int)sizeof(REAL);
  const REAL *x = t->x, *y = t->y;
#define EACH                  \
  TD_UNROLL                   \
  for (int i = 0; i < S; i++) \
    TD_UNROLL                 \
    for (int j = 0; j < L; j++)
  EACH all[i][j] = (NAME(vector)){0};
  for (td_size from = 0; from < steps; from += group_steps) {
    const td_size to = MIN(from + group_steps, steps);
    EACH group[i][j] = (NAME(vector)){0};
    for (td_size p = from; p < to; p += DOT_STEPS) {
      EACH block[i][j] = (NAME(vector)){0};
      for (td_size left = MIN(DOT_STEPS, to - p); left > 0; left--, x += LANES, y += LANES) {
        NAME(vector) right[8];
        TD_UNROLL
        for (int j = 0; j < L; j++) right[j] = NAME(load)(y + j * t->y_next);
        TD_UNROLL
        for (int i = 0; i < S; i++) {
          const NAME(vector) row = NAME(load)(x + i * t->x_next);
          TD_UNROLL
          for (int j = 0; j < L; j++) block[i][j] += row * right[j];
        }
      }
      EACH group[i][j] += block[i][j];
    }
    EACH all[i][j] += group[i][j];
  }
  if (rest > 0) {
    NAME(vector) right[8];
    TD_UNROLL
    for (int j = 0; j < L; j++) {
      right[j] = (NAME(vector)){0};
      copy_some(&right[j], y + j * t->y_next, rest, (int)sizeof(NAME(vector)));
    }
    TD_UNROLL
    for (int i = 0; i < S; i++) {
      NAME(vector) row = {0};
      copy_some(&row, x + i * t->x_next, rest, (int)sizeof(NAME(vector)));
      TD_UNROLL
      for (int j = 0; j < L; j++) all[i][j] += row * right[j];
    }
  }
  EACH t->out[i * t->out_x + j * t->out_y] = NAME(sum_lanes)(all[i][j]);
#undef EACH
}

#define DOT(S, L) \
  static void NAME(dot_##S##x##L)(const NAME(dots) *t) { NAME(dot)(t, S, L); }
DOT(1, 8) DOT(1, 4) DOT(1, 2) DOT(1, 1) DOT(2, 4) DOT(2, 2) DOT(2, 1)
#undef DOT

/* `few` vectors x against `many` vectors y. */
static void NAME(dot_all)(NAME(dots) t, td_size few, td_size many) {
  static void (*const kernels[2][4])(const NAME(dots) *) = {
    {NAME(dot_1x1), NAME(dot_1x2), NAME(dot_1x4), NAME(dot_1x8)},
    {NAME(dot_2x1), NAME(dot_2x2), NAME(dot_2x4), NULL},
  };
  while (many > 0) {
    int size = few > 1 ? 2 : 3;
    while (many < 1 << size) size--;
    NAME(dots) at = t;
    for (td_size left = few; left > 0;) {
      const int pair = left > 1;
      kernels[pair][size](&at);
      left -= 1 + pair, at.x += (1 + pair) * t.x_next, at.out += (1 + pair) * t.out_x;
    }
    many -= 1 << size, t.y += t.y_next << size, t.out += t.out_y << size;
  }
}
