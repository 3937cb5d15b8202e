/*
 * out = x @ y, for operands of any strides.
 *
 * The value of an entry depends on the two matrices alone. The inner dimension is cut into blocks of equal length; in each the products
 * are added one after the other, the blocks' sums are added up to a group, and the groups' sums to the whole. All that is chosen by
 * layout, by tile or by thread (what is packed, how high and wide a tile is) moves numbers and changes none. The exception is a thin
 * product of operands that both lie along the inner dimension: it is made of dot products, whose order of additions is a
 * function of the vector's width, and whether it is one is decided by the whole problem.
 *
 * Compiled with -ffp-contract=fast: a * b + c is one instruction where the level has one.
 */
#ifdef __clang__
#pragma STDC FP_CONTRACT ON /* by the expression, wherever the optimiser has put its parts */
#endif

#include "level.h"
#include "vector.h"

#if defined(__AVX512F__) || defined(__aarch64__)
#define REGISTERS 32
#else
#define REGISTERS 16
#endif

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TD_UNROLL /* what is unrolled and checked takes minutes to compile */
#endif
#endif
#if defined(TD_UNROLL)
#elif defined(__clang__)
#define TD_UNROLL _Pragma("clang loop unroll(full)")
#else
#define TD_UNROLL _Pragma("GCC unroll 16")
#endif

enum {
  BLOCK = 96,          /* of the inner dimension: what one tile adds up before it touches out */
  GROUP = 16,          /* blocks, at least, whose sums are added before they join the others */
  DOT_STEPS = 64,      /* the same block in vectors, for dot products */
  ROW_BYTES = 2048,    /* so many bytes of a column of x are packed at a time */
  COLUMNS = 1008,      /* and so many columns of out are worked on */
  ROW_COLUMNS = 4032,  /* of a single row */
  THIN = 8,            /* fewer rows than these read y where it lies */
  STREAM = 8,          /* steps that one row takes through all columns of a wide y, one after the other in memory */
  DIRECT_ROWS = 32,    /* up to so many rows do not pay for packing y */
  DOTS = 4,            /* at most so many rows, or columns, are dot products */
  DIRECT_COLUMNS = 96, /* up to so many columns do not pay for packing x */
  WIDE = 8,            /* vectors to the tile of one row */
  HEIGHTS = 5,
/* Vectors to a tile: sums, factors and what is on the way fit the registers. */
#if REGISTERS == 32 || defined(__FMA__)
  VECTORS = 3
#else
  VECTORS = 2
#endif
};
static const int heights[HEIGHTS] = {1, 2, 4, 8, 12};

/* What becomes of a tile's sums: they are out, are added to it, or go on from what it holds. */
enum { SET, ADD, CARRY };

typedef struct {
  td_size first_row, last_row, first_column, last_column;
} td_range;

/* Hides from clang that a pointer moves on in a loop, so that it leaves offsets to WebAssembly's loads. */
#ifdef __wasm__
#define TD_PLAIN_POINTER(pointer) ({ __asm__("" : "+r"(pointer)); })
#else
#define TD_PLAIN_POINTER(pointer) (void)0
#endif

/* Where the tile leaves one register free, no load of the next row comes before the row is done. */
#if REGISTERS == 16 && defined(__FMA__)
#define TD_ROW_BY_ROW() __asm__ volatile("" ::: "memory")
#else
#define TD_ROW_BY_ROW() (void)0
#endif

#define DIV_UP(n, by) (((n) + (by) - 1) / (by))
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))

/* The first `bytes` of a vector of `size`, in the few pieces that their number is made of. */
TD_INLINE void copy_some(void *to, const void *from, const int bytes, const int size) {
  char *t = to;
  const char *f = from;
  TD_UNROLL
  for (int piece = 32; piece >= 4; piece /= 2) {
    if (piece >= size || !(bytes & piece)) continue;
    __builtin_memcpy(t, f, piece);
    t += piece, f += piece;
  }
}

static td_size block_length(td_size k) { return k == 0 ? 1 : DIV_UP(k, DIV_UP(k, BLOCK)); }

/* Blocks to a group: about as many as there are groups, so that neither sum is long. */
static td_size group_of(td_size blocks) {
  td_size group = GROUP;
  while (group * group < blocks) group++;
  return group;
}

#define REAL float
#define NAME(name) name##_f32
#include "matmulTyped.h"
#undef REAL
#undef NAME

#define REAL double
#define NAME(name) name##_f64
#include "matmulTyped.h"
#undef REAL
#undef NAME

int TD_KERNEL(matmul)(int dtype, td_size m, td_size n, td_size k, td_matrix x, td_matrix y, void *out, td_size out_row,
                      td_size first_row, td_size last_row, td_size first_column, td_size last_column, void *workspace) {
  if (dtype != TD_FLOAT32 && dtype != TD_FLOAT64) return 0;
  td_range range = {first_row, last_row, first_column, last_column};
  if (n == 1 && out_row == 1 && x.row == 1 && m > 1) { /* out.T = y.T @ x.T, which reads x row by row */
    const td_matrix turned = {x.data, x.column, x.row};
    x = (td_matrix){y.data, y.column, y.row}, y = turned;
    n = m, m = 1, out_row = n;
    range = (td_range){first_column, last_column, first_row, last_row};
  }
  if (dtype == TD_FLOAT32) matmul_f32(m, n, k, x, y, out, out_row, range, workspace);
  else matmul_f64(m, n, k, x, y, out, out_row, range, workspace);
  return 1;
}

td_size TD_KERNEL(matmul_workspace)(int dtype, td_size m, td_size n, td_size k) {
  td_size most = 0;
  for (int turned = 0; turned < 2; turned++) {
    const td_size rows = turned ? n : m, columns = turned ? m : n;
    const td_size size = dtype == TD_FLOAT64 ? workspace_f64(rows, columns, k) : workspace_f32(rows, columns, k);
    if (size > most) most = size;
  }
  return most;
}

/* One round is twelve multiplies and twelve adds of whole vectors. */
#define PEAK(name, vector, all)                                            \
  static double name(td_size rounds) {                                     \
    const vector factor = all(1 - 1 / (double)(rounds + 1024)), term = all(1 / (double)(rounds + 1024)); \
    vector sums[12];                                                       \
    TD_UNROLL                                                              \
    for (int i = 0; i < 12; i++) sums[i] = all(i);                         \
    for (; rounds > 0; rounds--) {                                         \
      TD_UNROLL                                                            \
      for (int i = 0; i < 12; i++) sums[i] = sums[i] * factor + term;      \
    }                                                                      \
    double sum = 0;                                                        \
    TD_UNROLL                                                              \
    for (int i = 0; i < 12; i++) sum += sums[i][0];                        \
    return sum;                                                            \
  }
PEAK(peak_f32, vf32, all_f32)
PEAK(peak_f64, vf64, all_f64)

double TD_KERNEL(peak)(int dtype, td_size rounds) { return dtype == TD_FLOAT64 ? peak_f64(rounds) : peak_f32(rounds); }
