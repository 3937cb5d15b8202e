/* The product for one type of number: REAL, with NAME adding the type to a name. Included by matmul.c. */

/* What a kernel is told. x and y are packed or as they lie; the difference is in the strides. */
typedef struct {
  td_size tiles, depth;
  const REAL *x;
  td_size x_row, x_column, x_four; /* x_four: from a row to the fourth after it */
  const REAL *y;
  td_size y_row, y_last; /* y_last: to the last vector of the tile's columns */
  REAL *out;
  td_size out_row, out_last;
  int count; /* lanes of the last vector that belong to out */
  int put; /* SET, ADD or CARRY */
} NAME(tile);

typedef void (*NAME(kernel))(const NAME(tile) *);

/* A panel is as many columns as one tile is wide: its vectors, and the kernels for the heights of `heights`. */
typedef struct {
  int lanes, vectors;
  NAME(kernel) kernels[HEIGHTS];
} NAME(panel);

/* In packed operands no step is negative. Said in this way it becomes part of WebAssembly's load, without an addition of its own. */
TD_INLINE const REAL *NAME(at)(const REAL *from, td_size offset, const int packed) {
  return packed ? from + (size_t)offset : from + offset;
}

#define VECTOR_BYTES TD_WIDTH
#define TILE(name) TD_JOIN(NAME(name), _whole)
#include "matmulTile.h"
KERNEL(1, 1) KERNEL(1, 2) KERNEL(1, 3) KERNEL(1, 4) KERNEL(1, 5) KERNEL(1, 6) KERNEL(1, 7) KERNEL(1, 8)
KERNEL(2, 1) KERNEL(2, 2) KERNEL(2, 3) KERNEL(2, 4)
KERNEL(4, 1) KERNEL(4, 2) KERNEL(4, 3)
KERNEL(8, 1)
#if REGISTERS == 32
KERNEL(8, 2) KERNEL(8, 3) KERNEL(12, 1) KERNEL(12, 2)
static const NAME(panel) NAME(panels)[] = {
  {WIDTH, 1, {K(1, 1), K(2, 1), K(4, 1), K(8, 1), K(12, 1)}},
  {WIDTH, 2, {K(1, 2), K(2, 2), K(4, 2), K(8, 2), K(12, 2)}},
  {WIDTH, 3, {K(1, 3), K(2, 3), K(4, 3), K(8, 3), NULL}},
};
#else
static const NAME(panel) NAME(panels)[] = {
  {WIDTH, 1, {K(1, 1), K(2, 1), K(4, 1), K(8, 1), NULL}},
  {WIDTH, 2, {K(1, 2), K(2, 2), K(4, 2), NULL, NULL}},
  {WIDTH, 3, {K(1, 3), K(2, 3), K(4, 3), NULL, NULL}},
};
#endif
/* By rows, 1, 2 or 4, and vectors: for few rows, which read y where it lies. */
static const NAME(kernel) NAME(thin)[3][8] = {
  {K(1, 1), K(1, 2), K(1, 3), K(1, 4), K(1, 5), K(1, 6), K(1, 7), K(1, 8)},
  {K(2, 1), K(2, 2), K(2, 3), K(2, 4)},
  {K(4, 1), K(4, 2), K(4, 3)},
};
typedef TILE(vector) NAME(vector);
enum { NAME(lanes) = WIDTH };
TD_INLINE NAME(vector) NAME(load)(const REAL *from) { return TILE(load)(from); }
#include "matmulTileEnd.h"

#if TD_WIDTH >= 32
#define VECTOR_BYTES (TD_WIDTH / 2)
#define TILE(name) TD_JOIN(NAME(name), _half)
#include "matmulTile.h"
KERNEL(1, 1) KERNEL(2, 1) KERNEL(4, 1) KERNEL(8, 1)
static const NAME(panel) NAME(half) = {WIDTH, 1, {K(1, 1), K(2, 1), K(4, 1), K(8, 1), NULL}};
#include "matmulTileEnd.h"
#endif

#if TD_WIDTH >= 64
#define VECTOR_BYTES (TD_WIDTH / 4)
#define TILE(name) TD_JOIN(NAME(name), _quarter)
#include "matmulTile.h"
KERNEL(1, 1) KERNEL(2, 1) KERNEL(4, 1) KERNEL(8, 1)
static const NAME(panel) NAME(quarter) = {WIDTH, 1, {K(1, 1), K(2, 1), K(4, 1), K(8, 1), NULL}};
#include "matmulTileEnd.h"
#endif

#define LANES NAME(lanes)
#include "matmulDots.h"
#include "matmulPack.h"

/* The widest panel that `columns` fill; what is left over goes to a narrower vector where that has room for it. */
static const NAME(panel) *NAME(panel_for)(td_size columns) {
  const int vectors = (int)MIN(columns / LANES, VECTORS), rest = (int)(columns % LANES);
  if (vectors == VECTORS || (rest == 0 && vectors > 0)) return &NAME(panels)[vectors - 1];
#if TD_WIDTH >= 64
  if (vectors == 0 && rest <= LANES / 4) return &NAME(quarter);
#endif
#if TD_WIDTH >= 32
  if (rest <= LANES / 2) return vectors == 0 ? &NAME(half) : &NAME(panels)[vectors - 1];
#endif
  return &NAME(panels)[vectors];
}

/* All rows of one panel. In packed x rows come in fours, `x_four` apart. */
static void NAME(run_panel)(const NAME(panel) *panel, NAME(tile) tile, td_size rows) {
  const REAL *x = tile.x;
  REAL *out = tile.out;
  td_size done = 0;
  for (int i = HEIGHTS - 1; done < rows; i--) {
    tile.tiles = panel->kernels[i] ? (rows - done) / heights[i] : 0;
    if (tile.tiles == 0) continue;
    tile.x = x + done / 4 * tile.x_four + done % 4 * tile.x_row;
    tile.out = out + done * tile.out_row;
    panel->kernels[i](&tile);
    done += tile.tiles * heights[i];
  }
}

/* A few rows with y where it lies. The last vector moves back so that it ends with the columns. */
static void NAME(run_thin)(NAME(tile) tile, td_size rows, td_size columns) {
  tile.tiles = 1;
  for (int size = 2; rows > 0;) {
    while (rows < 1 << size) size--;
    const td_size widest = size == 2 ? VECTORS : size == 1 ? 4 : WIDE;
    NAME(tile) at = tile;
    for (td_size left = columns; left > 0;) {
      td_size vectors = MIN(DIV_UP(left, LANES), widest);
      if (DIV_UP(left, LANES) == vectors + 1) vectors--;
      const td_size width = MIN(vectors * LANES, left);
      at.y_last = at.out_last = width - LANES;
      NAME(thin)[size][vectors - 1](&at);
      at.y += width, at.out += width, left -= width;
    }
    rows -= 1 << size, tile.x += tile.x_row << size, tile.out += tile.out_row << size;
  }
}

/* One row, over a few steps at a time: of a wide y they are neighbours in memory, where a whole column of tiles would not be. */
static void NAME(run_stream)(NAME(tile) tile, td_size columns, REAL *sums) {
  REAL *out = tile.out;
  const int put = tile.put;
  tile.out = sums, tile.put = SET;
  for (td_size left = tile.depth; left > 0; left -= tile.depth) {
    tile.depth = MIN(STREAM, left);
    NAME(run_thin)(tile, 1, columns);
    tile.x += tile.depth * tile.x_column, tile.y += tile.depth * tile.y_row, tile.put = CARRY;
  }
  for (td_size j = 0; j < columns; j++) out[j] = put == ADD ? out[j] + sums[j] : sums[j];
}

/* One block of the inner dimension: out = or += x @ y. */
static void NAME(multiply_block)(td_size rows, td_size columns, NAME(tile) tile, td_size y_column, REAL *workspace) {
  const td_size depth = tile.depth;
  tile.count = LANES;
  if (rows < THIN && columns >= LANES && y_column == 1) {
    if (rows == 1 && columns > COLUMNS) NAME(run_stream)(tile, columns, workspace);
    else NAME(run_thin)(tile, rows, columns);
    return;
  }
  if (columns > DIRECT_COLUMNS) {
    NAME(pack_rows)(workspace, rows, depth, tile.x, tile.x_row, tile.x_column);
    tile.x = workspace, tile.x_row = 1, tile.x_column = 4, tile.x_four = 4 * depth;
  }
  REAL *packed = workspace + NAME(packed_rows)(rows, depth);
  const REAL *y = tile.y;
  const td_size y_row = tile.y_row;
  for (td_size left = columns; left > 0;) {
    const NAME(panel) *panel = NAME(panel_for)(left);
    const int whole = panel->lanes * panel->vectors, width = (int)MIN(left, whole);
    tile.y = y, tile.y_row = y_row;
    if (y_column != 1 || width < whole || rows > DIRECT_ROWS) {
      NAME(pack)(packed, whole, depth, width, y, y_row, y_column);
      tile.y = packed, tile.y_row = whole;
    }
    tile.y_last = tile.out_last = whole - panel->lanes;
    tile.count = panel->lanes - (whole - width);
    NAME(run_panel)(panel, tile, rows);
    y += width * y_column, tile.out += width, left -= width;
  }
}

/* Of x and y; where the sums begin that go on from block to block. */
static td_size NAME(packed)(td_size m, td_size n, td_size depth) {
  const td_size packed = NAME(packed_rows)(MIN(m, ROW_BYTES / (td_size)sizeof(REAL)), depth) + depth * VECTORS * LANES;
  return n > COLUMNS ? MAX(packed, ROW_COLUMNS) : packed;
}

static td_size NAME(workspace)(td_size m, td_size n, td_size k) {
  const td_size rows = MIN(m, ROW_BYTES / (td_size)sizeof(REAL)), blocks = DIV_UP(k, BLOCK);
  const td_size sums = blocks > group_of(blocks) ? MAX(rows * MIN(n, COLUMNS), MIN(n, ROW_COLUMNS)) : 0;
  return (NAME(packed)(m, n, block_length(k)) + sums) * (td_size)sizeof(REAL);
}

static void NAME(matmul)(td_size m, td_size n, td_size k, td_matrix left, td_matrix right, REAL *out, td_size out_row, td_range range,
                         void *workspace) {
  const REAL *x = left.data, *y = right.data;
  const td_size most_rows = ROW_BYTES / (td_size)sizeof(REAL);
  const td_size depth = block_length(k), blocks = DIV_UP(k, depth), group = group_of(DIV_UP(k, BLOCK));
  REAL *sums = (REAL *)workspace + NAME(packed)(m, n, depth);
  const td_size most_columns = range.last_row - range.first_row == 1 ? ROW_COLUMNS : COLUMNS;
  if (k == 0) {
    for (td_size i = range.first_row; i < range.last_row; i++)
      for (td_size j = range.first_column; j < range.last_column; j++) out[i * out_row + j] = 0;
    return;
  }
  if (k > 1 && left.column == 1 && right.row == 1 && (m <= DOTS || n <= DOTS)) {
    const NAME(dots) t = {k,
                          x + range.first_row * left.row,
                          y + range.first_column * right.column,
                          left.row,
                          right.column,
                          out + range.first_row * out_row + range.first_column,
                          out_row,
                          1};
    const NAME(dots) turned = {k, t.y, t.x, t.y_next, t.x_next, t.out, 1, out_row};
    const td_size rows = range.last_row - range.first_row, columns = range.last_column - range.first_column;
    if (rows <= columns) NAME(dot_all)(t, rows, columns);
    else NAME(dot_all)(turned, columns, rows);
    return;
  }
  for (td_size c = range.first_column; c < range.last_column; c += most_columns) {
    const td_size columns = MIN(most_columns, range.last_column - c);
    for (td_size r = range.first_row; r < range.last_row; r += most_rows) {
      const td_size rows = MIN(most_rows, range.last_row - r);
      REAL *to = out + r * out_row + c;
      for (td_size b = 0; b < blocks; b++) {
        const td_size from = b * depth, in_group = b % group;
        const int first = b < group;
        const NAME(tile) tile = {
          .depth = MIN(depth, k - from),
          .x = x + r * left.row + from * left.column,
          .x_row = left.row,
          .x_column = left.column,
          .x_four = 4 * left.row,
          .y = y + from * right.row + c * right.column,
          .y_row = right.row,
          .out = first ? to : sums,
          .out_row = first ? out_row : columns,
          .put = in_group > 0 ? ADD : SET,
        };
        NAME(multiply_block)(rows, columns, tile, right.column, workspace);
        if (first || (in_group < group - 1 && b < blocks - 1)) continue;
        for (td_size i = 0; i < rows; i++)
          for (td_size j = 0; j < columns; j++) to[i * out_row + j] += sums[i * columns + j];
      }
    }
  }
}
#undef LANES
