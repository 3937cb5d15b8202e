/* What nets spend their time on: products of matrices, and windows over images. */
#include "operations.h"
#include "walk.h"

enum {
  /* Multiplications below which waking a thread costs more than it brings. */
  TD_PRODUCT_SHARED = 1 << 20,
  /* Parts of one product begin at multiples of so many rows or columns. */
  TD_PRODUCT_ROWS = 4,
  TD_PRODUCT_COLUMNS = 16,
  TD_IMAGES_SHARED = 1 << 16,
};

/* A length of which a few may be multiplied. */
static const double td_most_length = 1 << 30;

typedef struct {
  td_call *call;
  const td_kernels *kernels;
  int dtype;
  td_size m, n, k;
  td_operand x, y, out;
  td_size x_row, x_column, y_row, y_column;
  /* The products that stand before one another, and the parts of each by rows and columns. */
  td_walk walk;
  td_size row_parts, column_parts, rows, columns;
  int refused;
} td_product_job;

static td_size least(td_size a, td_size b) { return a < b ? a : b; }
static td_size parts_of(td_size total, td_size part) { return (total + part - 1) / part; }
static td_size rounded_up(td_size n, td_size to) { return parts_of(n, to) * to; }

static void product_part(void *task, td_size part, int worker) {
  td_product_job *job = task;
  td_size column_part = part % job->column_parts, row_part = part / job->column_parts % job->row_parts;
  td_size product = part / job->column_parts / job->row_parts;
  td_size offsets[2] = {job->x.offset, job->y.offset}, bytes = td_bytes[job->dtype];
  td_row at;
  td_row_first(&job->walk, &at, offsets, product, product + 1);
  td_matrix x = {job->x.data + at.at[0] * bytes, job->x_row, job->x_column};
  td_matrix y = {job->y.data + at.at[1] * bytes, job->y_row, job->y_column};
  if (!job->kernels->matmul(job->dtype, job->m, job->n, job->k, x, y, job->out.data + product * job->m * job->n * bytes, job->n,
                            row_part * job->rows, least(job->m, (row_part + 1) * job->rows), column_part * job->columns,
                            least(job->n, (column_part + 1) * job->columns), td_scratch(job->call, worker, 0)))
    __atomic_store_n(&job->refused, 1, __ATOMIC_RELAXED);
}

/* (..., m, k) @ (k, n) with one y for all is one product of more rows, where the rows lie evenly. */
static bool join_rows(td_product_job *job, int before, const td_size shape[]) {
  for (int axis = 0; axis < before; axis++) {
    if (job->y.strides[axis] != 0 && shape[axis] != 1) return false;
  }
  td_size rows[TD_MOST_AXES + 1];
  for (int axis = 0; axis < before; axis++) rows[axis] = shape[axis];
  rows[before] = job->m;
  td_walk joined;
  const td_size *strides[1] = {job->x.strides};
  td_walk_init(&joined, 1, before + 1, rows, strides);
  if (joined.axes > 1) return false;
  job->m = joined.total;
  job->x_row = joined.strides[0][0];
  return true;
}

/* The stride of a single row or column is never taken: it may as well be a plain one. */
static void plain_strides(td_size rows, td_size columns, td_size *row, td_size *column) {
  if (columns == 1) *column = 1;
  else if (rows == 1) *row = *column == 1 ? columns : 1;
}

/* Cuts each product into at least as many parts as there are threads, along its longer side. */
static void cut(td_product_job *job, td_size products, td_size threads) {
  td_size wanted = parts_of(threads, products);
  if (wanted > 1 && job->m >= job->n) job->rows = rounded_up(parts_of(job->m, wanted), TD_PRODUCT_ROWS);
  else if (wanted > 1) job->columns = rounded_up(parts_of(job->n, wanted), TD_PRODUCT_COLUMNS);
  job->row_parts = parts_of(job->m, job->rows);
  job->column_parts = parts_of(job->n, job->columns);
}

napi_value td_matmul(napi_env env, napi_callback_info info) {
  td_call call = td_begin(env, info, 4);
  td_product_job job = {.call = &call};
  job.m = td_take_whole(&call, 0, td_most_length);
  job.n = td_take_whole(&call, 0, td_most_length);
  job.k = td_take_whole(&call, 0, td_most_length);
  int before;
  td_size shape[TD_MOST_AXES];
  td_size products = td_take_shape(&call, &before, shape);
  if (!call.failed && before > TD_MOST_AXES - 2) td_range_error(&call, "too many axes");
  if (call.failed) return NULL;

  shape[before] = job.m;
  shape[before + 1] = job.k;
  job.x = td_array(&call, 1);
  td_take_layout(&call, &job.x, before + 2, shape);
  job.x_row = job.x.strides[before];
  job.x_column = job.x.strides[before + 1];
  shape[before] = job.k;
  shape[before + 1] = job.n;
  job.y = td_array(&call, 2);
  td_take_layout(&call, &job.y, before + 2, shape);
  job.y_row = job.y.strides[before];
  job.y_column = job.y.strides[before + 1];
  job.out = td_result(&call, 3, job.x.dtype, td_product(&call, products, td_product(&call, job.m, job.n)));
  td_check_apart(&call, &job.out, &job.x);
  td_check_apart(&call, &job.out, &job.y);
  if (call.failed) return NULL;
  job.dtype = job.x.dtype;
  if (job.y.dtype != job.dtype || job.dtype > TD_FLOAT32) return td_end(&call, 0);
  if (job.out.length == 0) return td_end(&call, 1);

  const td_size *strides[2] = {job.x.strides, job.y.strides};
  if (before > 0 && join_rows(&job, before, shape)) products = 1;
  plain_strides(job.m, job.k, &job.x_row, &job.x_column);
  plain_strides(job.k, job.n, &job.y_row, &job.y_column);
  if ((job.x_row != 1 && job.x_column != 1) || (job.y_row != 1 && job.y_column != 1)) return td_end(&call, 0);
  td_walk_init(&job.walk, 2, products == 1 ? 0 : before, shape, strides);
  job.kernels = call.own->kernels;
  job.rows = job.m;
  job.columns = job.n;
  // As a double: it may be more than a word holds.
  double work = (double)products * (double)job.m * (double)job.n * (double)job.k;
  int threads = td_pool_threads(&call.own->pool, work, TD_PRODUCT_SHARED);
  cut(&job, products, threads);
  td_size bytes = job.kernels->matmul_workspace(job.dtype, job.m, job.n, job.k);
  for (int worker = 0; worker < threads; worker++) {
    if (!td_scratch(&call, worker, (size_t)bytes + 64)) return NULL;
  }
  td_size parts = products * job.row_parts * job.column_parts;
  td_pool_run(&call.own->pool, threads, parts, product_part, &job);
  return td_end(&call, !job.refused);
}

typedef struct td_images td_images;
struct td_images {
  const td_kernels *kernels;
  int (*run)(const td_images *job, td_size first, td_size last);
  int op, dtype;
  td_windows at;
  const void *from;
  void *to;
  int32_t *positions;
  td_size part;
  int refused;
};

static void images_part(void *task, td_size part, int worker) {
  (void)worker;
  td_images *job = task;
  if (!job->run(job, part * job->part, least(job->at.images, (part + 1) * job->part)))
    __atomic_store_n(&job->refused, 1, __ATOMIC_RELAXED);
}

static napi_value run_images(td_call *call, td_images *job, td_size work) {
  if (call->failed) return NULL;
  // Images without a pixel are left to JavaScript.
  if (job->at.images == 0 || job->at.channels == 0 || job->at.rows == 0 || job->at.columns == 0) return td_end(call, 0);
  td_pool *pool = &call->own->pool;
  int threads = td_pool_threads(pool, (double)work, TD_IMAGES_SHARED);
  job->kernels = call->own->kernels;
  // A few parts for each thread: they do not all run as fast.
  job->part = threads > 1 ? parts_of(job->at.images, 4 * threads) : job->at.images;
  td_pool_run(pool, threads, parts_of(job->at.images, job->part), images_part, job);
  return td_end(call, !job->refused);
}

static void take_images(td_call *call, td_windows *at, td_size shape[4]) {
  for (int axis = 0; axis < 4; axis++) shape[axis] = td_take_whole(call, 0, td_most_length);
  at->images = shape[0];
  at->channels = shape[1];
  at->rows = shape[2];
  at->columns = shape[3];
}

static void set_strides(td_windows *at, const td_size strides[4]) {
  at->image = strides[0];
  at->channel = strides[1];
  at->row = strides[2];
  at->column = strides[3];
}

static void take_window(td_call *call, td_windows *at) {
  at->height = td_take_whole(call, 1, td_most_length);
  at->width = td_take_whole(call, 1, td_most_length);
  at->stride = td_take_whole(call, 1, td_most_length);
  at->pad = td_take_whole(call, 0, td_most_length);
  if (call->failed) return;
  td_size down = at->rows + 2 * at->pad - at->height, across = at->columns + 2 * at->pad - at->width;
  if (down < 0 || across < 0) td_range_error(call, "the window is larger than the padded image");
  at->down = down / at->stride + 1;
  at->across = across / at->stride + 1;
}

/* Elements of the columns that im2col makes of the images. */
static td_size columns_length(td_call *call, const td_windows *at) {
  td_size windows = td_product(call, td_product(call, at->images, at->down), at->across);
  td_size each = td_product(call, td_product(call, at->channels, at->height), at->width);
  return td_product(call, windows, each);
}

static int im2col_run(const td_images *job, td_size first, td_size last) {
  return job->kernels->im2col(job->dtype, &job->at, first, last, job->from, job->to);
}

static int col2im_run(const td_images *job, td_size first, td_size last) {
  return job->kernels->col2im(job->dtype, &job->at, first, last, job->from, job->to);
}

static int pool_run(const td_images *job, td_size first, td_size last) {
  return job->kernels->pool(job->op, job->dtype, &job->at, first, last, job->from, job->to, job->positions);
}

/* Images with any strides, as an input. */
static td_operand take_image_input(td_call *call, td_images *job) {
  td_size shape[4];
  take_images(call, &job->at, shape);
  td_operand x = td_array(call, 1);
  td_take_layout(call, &x, 4, shape);
  set_strides(&job->at, x.strides);
  take_window(call, &job->at);
  job->dtype = x.dtype;
  job->from = x.data + x.offset * td_bytes[x.dtype];
  return x;
}

napi_value td_im2col(napi_env env, napi_callback_info info) {
  td_call call = td_begin(env, info, 3);
  td_images job = {.run = im2col_run};
  td_operand x = take_image_input(&call, &job);
  td_operand out = td_result(&call, 2, x.dtype, columns_length(&call, &job.at));
  td_check_apart(&call, &out, &x);
  job.to = out.data;
  return run_images(&call, &job, out.length);
}

napi_value td_col2im(napi_env env, napi_callback_info info) {
  td_call call = td_begin(env, info, 3);
  td_images job = {.run = col2im_run};
  td_size shape[4];
  take_images(&call, &job.at, shape);
  td_operand columns = td_array(&call, 1);
  columns.offset = td_take_whole(&call, 0, td_most);
  take_window(&call, &job.at);
  td_size length = columns_length(&call, &job.at), one = 1;
  td_check_reach(&call, &columns, 1, &length, &one);
  td_size plane = td_product(&call, shape[2], shape[3]), image = td_product(&call, shape[1], plane);
  td_operand out = td_result(&call, 2, columns.dtype, td_product(&call, shape[0], image));
  td_check_apart(&call, &out, &columns);
  td_size strides[4] = {image, plane, shape[3], 1};
  set_strides(&job.at, strides);
  job.dtype = columns.dtype;
  job.from = columns.data + columns.offset * td_bytes[columns.dtype];
  job.to = out.data;
  return run_images(&call, &job, length);
}

napi_value td_pool_windows(napi_env env, napi_callback_info info) {
  td_call call = td_begin(env, info, 3);
  td_images job = {.run = pool_run, .op = (int)td_take_whole(&call, TD_POOL_MAX, TD_POOL_MEAN)};
  td_operand x = take_image_input(&call, &job);
  td_size results = td_product(&call, td_product(&call, job.at.images, job.at.channels),
                               td_product(&call, job.at.down, job.at.across));
  td_operand out = td_result(&call, 2, x.dtype, results);
  td_check_apart(&call, &out, &x);
  job.to = out.data;
  if (call.count > 3) {
    td_operand positions = td_result(&call, 3, TD_INT32, results);
    td_check_apart(&call, &positions, &x);
    td_check_apart(&call, &positions, &out);
    job.positions = (int32_t *)positions.data;
  }
  return run_images(&call, &job, x.length);
}

napi_value td_peak(napi_env env, napi_callback_info info) {
  td_call call = td_begin(env, info, 1);
  int dtype = (int)td_take_whole(&call, TD_FLOAT64, TD_FLOAT32);
  td_size rounds = td_take_whole(&call, 0, 1 << 30);
  if (call.failed) return NULL;
  napi_value sum = NULL;
  node(create_double)(env, call.own->kernels->peak(dtype, rounds), &sum);
  return sum;
}
