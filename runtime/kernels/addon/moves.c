/* Elements from one place to another: copies and casts of any layout, filling, and looking up by position. */
#include "operations.h"
#include "walk.h"

enum {
  TD_COPY_PART = 16384,
  TD_COPY_SHARED = 1 << 18,
  /* Rows of one part of a transposed copy, and the least that its blocks pay for. */
  TD_TRANSPOSED_ROWS = 64,
  TD_TRANSPOSED_LEAST = 4,
};

typedef struct {
  const td_kernels *kernels;
  td_operand x, out;
  /* Operand 0 is out, 1 is x. */
  td_walk walk;
  /* A transposed copy leaves two axes to the kernel: rows, along which x lies close, and columns, along which out does. */
  td_size rows, columns, row, column, out_row, row_parts;
  int refused;
} td_copying;

static const td_size *offsets_of(const td_copying *copying, td_size offsets[2]) {
  offsets[0] = copying->out.offset;
  offsets[1] = copying->x.offset;
  return offsets;
}

static void refuse(td_copying *copying) { __atomic_store_n(&copying->refused, 1, __ATOMIC_RELAXED); }

static void copy_part(void *job, td_size part, int worker) {
  (void)worker;
  td_copying *copying = job;
  const td_walk *walk = &copying->walk;
  td_size first = part * TD_COPY_PART, offsets[2];
  td_size last = first + TD_COPY_PART < walk->total ? first + TD_COPY_PART : walk->total;
  int inner = walk->axes - 1;
  td_row row;
  for (bool more = td_row_first(walk, &row, offsets_of(copying, offsets), first, last); more;
       more = td_row_next(walk, &row)) {
    char *to = copying->out.data + row.at[0] * td_bytes[copying->out.dtype];
    const char *from = copying->x.data + row.at[1] * td_bytes[copying->x.dtype];
    if (!copying->kernels->copy(copying->x.dtype, copying->out.dtype, row.length, from, walk->strides[1][inner], to,
                                walk->strides[0][inner]))
      return refuse(copying);
  }
}

static void transpose_part(void *job, td_size part, int worker) {
  (void)worker;
  td_copying *copying = job;
  td_size bytes = td_bytes[copying->x.dtype], offsets[2];
  td_size first = part % copying->row_parts * TD_TRANSPOSED_ROWS;
  td_size rows = copying->rows - first < TD_TRANSPOSED_ROWS ? copying->rows - first : TD_TRANSPOSED_ROWS;
  td_size at = part / copying->row_parts;
  td_row row;
  td_row_first(&copying->walk, &row, offsets_of(copying, offsets), at, at + 1);
  char *to = copying->out.data + (row.at[0] + first * copying->out_row) * bytes;
  const char *from = copying->x.data + (row.at[1] + first * copying->row) * bytes;
  if (!copying->kernels->transpose(copying->x.dtype, rows, copying->columns, from, copying->row, copying->column, to,
                                   copying->out_row))
    refuse(copying);
}

static td_size magnitude(td_size stride) { return stride < 0 ? -stride : stride; }

/* The axes in the order in which `out` lies in memory, the closest last. */
static void order_axes(int axes, td_size shape[], td_size out[], td_size x[]) {
  for (int i = 1; i < axes; i++) {
    for (int k = i; k > 0 && magnitude(out[k - 1]) < magnitude(out[k]); k--) {
      td_size *lists[] = {shape, out, x};
      for (int l = 0; l < 3; l++) {
        td_size moved = lists[l][k];
        lists[l][k] = lists[l][k - 1];
        lists[l][k - 1] = moved;
      }
    }
  }
}

static void take_axis_out(td_walk *walk, int axis) {
  for (int next = axis + 1; next < walk->axes; next++) {
    walk->shape[next - 1] = walk->shape[next];
    for (int k = 0; k < 2; k++) walk->strides[k][next - 1] = walk->strides[k][next];
  }
  walk->axes--;
}

/* Whether x lies close along another axis than out; then those two are left to the transposing kernel. */
static bool plan_transpose(td_copying *copying) {
  td_walk *walk = &copying->walk;
  int inner = walk->axes - 1, across = -1;
  if (copying->x.dtype != copying->out.dtype || walk->strides[0][inner] != 1 || walk->strides[1][inner] == 1) return false;
  for (int axis = 0; axis < inner; axis++) {
    if (walk->strides[1][axis] == 1 && walk->shape[axis] >= TD_TRANSPOSED_LEAST) across = axis;
  }
  if (across < 0 || walk->shape[inner] < TD_TRANSPOSED_LEAST) return false;
  copying->rows = walk->shape[across];
  copying->columns = walk->shape[inner];
  copying->row = 1;
  copying->column = walk->strides[1][inner];
  copying->out_row = walk->strides[0][across];
  copying->row_parts = (copying->rows + TD_TRANSPOSED_ROWS - 1) / TD_TRANSPOSED_ROWS;
  take_axis_out(walk, inner);
  take_axis_out(walk, across);
  walk->total /= copying->rows * copying->columns;
  if (walk->axes == 0) {
    walk->axes = 1;
    walk->shape[0] = 1;
    for (int k = 0; k < 2; k++) walk->strides[k][0] = 0;
  }
  return true;
}

napi_value td_copy(napi_env env, napi_callback_info info) {
  td_call call = td_begin(env, info, 3);
  int axes;
  td_size shape[TD_MOST_AXES];
  td_size total = td_take_shape(&call, &axes, shape);
  td_copying copying = {0};
  copying.x = td_array(&call, 1);
  td_take_layout(&call, &copying.x, axes, shape);
  copying.out = td_array(&call, 2);
  td_take_layout(&call, &copying.out, axes, shape);
  td_check_apart(&call, &copying.out, &copying.x);
  if (call.failed) return NULL;
  if (total == 0) return td_end(&call, 1);
  copying.kernels = call.own->kernels;
  order_axes(axes, shape, copying.out.strides, copying.x.strides);
  const td_size *strides[2] = {copying.out.strides, copying.x.strides};
  td_walk_init(&copying.walk, 2, axes, shape, strides);

  td_task task = plan_transpose(&copying) ? transpose_part : copy_part;
  td_size parts = task == transpose_part ? copying.walk.total * copying.row_parts : (total + TD_COPY_PART - 1) / TD_COPY_PART;
  int threads = td_pool_threads(&call.own->pool, (double)total, TD_COPY_SHARED);
  td_pool_run(&call.own->pool, threads, parts, task, &copying);
  return td_end(&call, !copying.refused);
}

napi_value td_fill(napi_env env, napi_callback_info info) {
  td_call call = td_begin(env, info, 2);
  double value = td_take_number(&call);
  int axes;
  td_size shape[TD_MOST_AXES];
  td_size total = td_take_shape(&call, &axes, shape);
  td_operand out = td_array(&call, 1);
  td_take_layout(&call, &out, axes, shape);
  if (call.failed) return NULL;
  // A conversion out of range is undefined in C.
  if (out.dtype == TD_INT32 && !(value >= -2147483648.0 && value <= 2147483647.0)) return td_end(&call, 0);
  td_walk walk;
  const td_size *strides[1] = {out.strides};
  td_walk_init(&walk, 1, axes, shape, strides);
  td_row row;
  for (bool more = td_row_first(&walk, &row, &out.offset, 0, total); more; more = td_row_next(&walk, &row)) {
    if (!call.own->kernels->fill(out.dtype, row.length, value, out.data + row.at[0] * td_bytes[out.dtype],
                                 walk.strides[0][walk.axes - 1]))
      return td_end(&call, 0);
  }
  return td_end(&call, 1);
}

/* `count` rows of `width` neighbours, `stride` apart from one to the next. */
typedef struct {
  td_size count, stride, width;
} td_table;

static td_table take_table(td_call *call) {
  td_table table;
  table.count = td_take_whole(call, 0, 2147483647);
  table.stride = td_take_whole(call, -td_most, td_most);
  table.width = td_take_whole(call, 0, td_most);
  return table;
}

static void take_table_offset(td_call *call, td_operand *array, td_size count, td_size width, td_size stride) {
  array->offset = td_take_whole(call, 0, td_most);
  td_size shape[2] = {count, width}, strides[2] = {stride, 1};
  td_check_reach(call, array, 2, shape, strides);
}

napi_value td_gather(napi_env env, napi_callback_info info) {
  td_call call = td_begin(env, info, 4);
  td_table table = take_table(&call);
  td_operand x = td_array(&call, 1);
  take_table_offset(&call, &x, table.count, table.width, table.stride);
  td_operand positions = td_array(&call, 2);
  td_check_positions(&call, 2, &positions, table.count);
  td_operand out = td_result(&call, 3, x.dtype, td_product(&call, positions.length, table.width));
  td_check_apart(&call, &out, &x);
  td_check_apart(&call, &out, &positions);
  if (call.failed) return NULL;
  if (out.length == 0) return td_end(&call, 1);
  const void *from = x.data + x.offset * td_bytes[x.dtype];
  return td_end(&call, call.own->kernels->gather(x.dtype, positions.length, table.width, from, table.stride,
                                                 (const int32_t *)positions.data, out.data));
}

napi_value td_scatter(napi_env env, napi_callback_info info) {
  td_call call = td_begin(env, info, 4);
  int mode = (int)td_take_whole(&call, TD_SET, TD_SCATTER_MAX);
  td_table table = take_table(&call);
  td_operand out = td_array(&call, 1);
  take_table_offset(&call, &out, table.count, table.width, table.stride);
  td_operand positions = td_array(&call, 2);
  td_check_positions(&call, 2, &positions, table.count);
  td_operand values = td_array(&call, 3);
  if (!call.failed && values.dtype != out.dtype) td_type_error(&call, "the values have another dtype");
  td_size value_stride = td_take_whole(&call, 0, td_most);
  take_table_offset(&call, &values, positions.length, table.width, value_stride);
  td_check_apart(&call, &out, &values);
  td_check_apart(&call, &out, &positions);
  if (call.failed) return NULL;
  if (positions.length == 0 || table.width == 0) return td_end(&call, 1);
  td_size bytes = td_bytes[out.dtype];
  return td_end(&call, call.own->kernels->scatter(mode, out.dtype, positions.length, table.width,
                                                  out.data + out.offset * bytes, table.stride,
                                                  (const int32_t *)positions.data, values.data + values.offset * bytes,
                                                  value_stride));
}
