/* Reductions over the last axes. What cannot be walked as rows or columns is folded axis by axis, or laid out anew row by row. */
#include "operations.h"
#include "walk.h"

#include <stdlib.h>

enum {
  /* Elements of one part of a job, and how many the whole must have to be shared out. */
  TD_FOLD_PART = 32768,
  TD_FOLD_SHARED = 1 << 18,
  /* A long fold into few results is cut into pieces of so many: always, so that the sums are the same for any number of threads. */
  TD_FOLD_PIECE = 8 * TD_SUM_BLOCK,
  TD_FEW_RESULTS = 64,
  /* Rows that are laid out anew together, how many bytes they may have, and the most for one alone. */
  TD_LAID_ROWS = 16,
  TD_LAID_BYTES = 1 << 22,
  TD_LAID_MOST = 1 << 26,
};

static td_size least(td_size a, td_size b) { return a < b ? a : b; }
static td_size parts_of(td_size total, td_size part) { return (total + part - 1) / part; }

/* What a kernel gives for x of this dtype. */
static int given_dtype(int op, int dtype) {
  if (op == TD_ANY || op == TD_ALL) return TD_BOOL;
  return (op == TD_SUM || op == TD_PROD) && dtype != TD_FLOAT32 ? TD_FLOAT64 : dtype;
}

/* One result for each element of `outer`, folding n elements `step` apart. */
typedef struct {
  td_call *call;
  const td_kernels *kernels;
  int op, dtype, given;
  const char *x;
  td_walk outer;
  td_size n, step;
  char *out;
  td_size part;
  int refused;
} td_fold;

static const char *fold_from(const td_fold *fold, td_size at) { return fold->x + at * td_bytes[fold->dtype]; }
static char *fold_to(const td_fold *fold, td_size at) { return fold->out + at * td_bytes[fold->given]; }
static void fold_refuse(td_fold *fold) { __atomic_store_n(&fold->refused, 1, __ATOMIC_RELAXED); }

static void rows_part(void *job, td_size part, int worker) {
  (void)worker;
  td_fold *fold = job;
  td_size first = part * fold->part, zero = 0;
  td_size row_stride = fold->outer.strides[0][fold->outer.axes - 1];
  td_row row;
  for (bool more = td_row_first(&fold->outer, &row, &zero, first, least(first + fold->part, fold->outer.total)); more;
       more = td_row_next(&fold->outer, &row)) {
    if (!fold->kernels->reduce_rows(fold->op, fold->dtype, row.length, fold->n, fold_from(fold, row.at[0]), row_stride,
                                    fold->step, fold_to(fold, row.done)))
      return fold_refuse(fold);
  }
}

/* Neighbouring results: `part` columns of one innermost row of `outer`. */
static void columns_part(void *job, td_size part, int worker) {
  td_fold *fold = job;
  td_size columns = fold->outer.shape[fold->outer.axes - 1];
  td_size per_row = parts_of(columns, fold->part);
  td_size first = part / per_row * columns + part % per_row * fold->part, zero = 0;
  td_size width = least(fold->part, columns - part % per_row * fold->part);
  td_row row;
  td_row_first(&fold->outer, &row, &zero, first, first + width);
  if (!fold->kernels->reduce_columns(fold->op, fold->dtype, fold->n, width, fold_from(fold, row.at[0]), fold->step,
                                     fold_to(fold, first), td_scratch(fold->call, worker, 0)))
    fold_refuse(fold);
}

/* The pieces of a long fold: results of piece p stand in row p of `out`. */
static void pieces_part(void *job, td_size part, int worker) {
  td_fold *fold = job;
  td_size results = fold->outer.total, first = part * TD_FOLD_PIECE;
  td_size n = least(TD_FOLD_PIECE, fold->n - first), stride = fold->outer.strides[0][0];
  const char *from = fold_from(fold, first * fold->step);
  char *to = fold_to(fold, part * results);
  int done = stride == 1 && fold->step != 1
                 ? fold->kernels->reduce_columns(fold->op, fold->dtype, n, results, from, fold->step, to,
                                                 td_scratch(fold->call, worker, 0))
                 : fold->kernels->reduce_rows(fold->op, fold->dtype, results, n, from, stride, fold->step, to);
  if (!done) fold_refuse(fold);
}

/* The sums of the blocks of one piece of a row. */
static void sums_part(void *job, td_size part, int worker) {
  (void)worker;
  td_fold *fold = job;
  td_size pieces = parts_of(fold->n, TD_FOLD_PIECE), blocks = parts_of(fold->n, TD_SUM_BLOCK);
  td_size result = part / pieces, first = part % pieces * TD_FOLD_PIECE;
  const char *from = fold_from(fold, result * fold->outer.strides[0][0] + first * fold->step);
  double *sums = (double *)fold->out + result * blocks + first / TD_SUM_BLOCK;
  if (!fold->kernels->sum_blocks(fold->dtype, least(TD_FOLD_PIECE, fold->n - first), from, fold->step, sums))
    fold_refuse(fold);
}

static void run_parts(td_call *call, td_size work, td_size parts, td_task task, void *job) {
  td_pool *pool = &call->own->pool;
  td_pool_run(pool, td_pool_threads(pool, (double)work, TD_FOLD_SHARED), parts, task, job);
}

/* Memory that each worker of so much work finds with `td_scratch(call, worker, 0)`. */
static bool prepare_scratch(td_call *call, td_size work, td_size bytes) {
  int workers = td_pool_threads(&call->own->pool, (double)work, TD_FOLD_SHARED);
  for (int worker = 0; worker < workers; worker++) {
    if (!td_scratch(call, worker, (size_t)bytes + 64)) return false;
  }
  return true;
}

static bool prepare_columns(td_fold *fold, td_size work, td_size n, td_size columns) {
  td_size bytes = fold->kernels->reduce_columns_workspace(fold->op, fold->dtype, n, columns);
  return prepare_scratch(fold->call, work, bytes);
}

/* Sums of long rows: block by block, and then their total. */
static int fold_sums(td_fold *fold) {
  td_size blocks = parts_of(fold->n, TD_SUM_BLOCK), results = fold->outer.total;
  char *out = fold->out;
  double *sums = malloc((size_t)(blocks * results) * sizeof *sums);
  if (!sums) return 0;
  fold->out = (char *)sums;
  run_parts(fold->call, fold->n * results, results * parts_of(fold->n, TD_FOLD_PIECE), sums_part, fold);
  for (td_size r = 0; r < results; r++)
    td_store(fold->given, fold->kernels->total(blocks, sums + r * blocks), out + r * td_bytes[fold->given]);
  free(sums);
  return !fold->refused;
}

/* Folds the pieces, and then their results. */
static int fold_in_pieces(td_fold *fold) {
  td_size pieces = parts_of(fold->n, TD_FOLD_PIECE), results = fold->outer.total;
  if (!prepare_columns(fold, fold->n * results, TD_FOLD_PIECE, results)) return 0;
  td_fold whole = *fold;
  char *between = malloc((size_t)(pieces * results * td_bytes[fold->given]));
  if (!between) return 0;
  fold->out = between;
  run_parts(fold->call, fold->n * results, pieces, pieces_part, fold);
  whole.dtype = fold->given;
  int done = !fold->refused && prepare_columns(&whole, 0, pieces, results) &&
             whole.kernels->reduce_columns(whole.op, whole.dtype, pieces, results, between, results, whole.out,
                                           td_scratch(whole.call, 0, 0));
  free(between);
  return done;
}

static int fold_axis(td_fold *fold) {
  td_walk *outer = &fold->outer;
  td_size row = outer->shape[outer->axes - 1], stride = outer->strides[0][outer->axes - 1];
  td_size work = outer->total * fold->n;
  bool columns = stride == 1 && fold->step != 1 && row > 1;
  if (outer->axes == 1 && outer->total <= TD_FEW_RESULTS && fold->n >= 2 * TD_FOLD_PIECE)
    return fold->op == TD_SUM && !columns ? fold_sums(fold) : fold_in_pieces(fold);
  if (columns) {
    td_size wide = TD_FOLD_PART / fold->n / 64 * 64;
    fold->part = wide < 64 ? least(64, row) : least(wide, row);
    if (!prepare_columns(fold, work, fold->n, fold->part)) return 0;
    run_parts(fold->call, work, outer->total / row * parts_of(row, fold->part), columns_part, fold);
  } else {
    fold->part = fold->n < TD_FOLD_PART ? TD_FOLD_PART / fold->n : 1;
    run_parts(fold->call, work, parts_of(outer->total, fold->part), rows_part, fold);
  }
  return !fold->refused;
}

/* What all reductions are asked: x, its axes that stay and those that go, each merged where they can be walked as one. */
typedef struct {
  td_operand x;
  td_size total, results, count;
  td_walk outer, inner;
} td_reduction;

static td_reduction take_reduction(td_call *call) {
  td_reduction reduction = {0};
  int reduced = (int)td_take_whole(call, 0, TD_MOST_AXES), axes;
  td_size shape[TD_MOST_AXES];
  reduction.total = td_take_shape(call, &axes, shape);
  if (!call->failed && reduced > axes) td_range_error(call, "more axes go than there are");
  reduction.x = td_array(call, 1);
  td_take_layout(call, &reduction.x, axes, shape);
  if (call->failed) return reduction;
  int kept = axes - reduced;
  const td_size *outer[1] = {reduction.x.strides}, *inner[1] = {reduction.x.strides + kept};
  // With an axis of length 0 the other lengths may be of any size: nothing is walked then.
  if (reduction.total == 0) return reduction;
  td_walk_init(&reduction.outer, 1, kept, shape, outer);
  td_walk_init(&reduction.inner, 1, reduced, shape + kept, inner);
  reduction.results = reduction.outer.total;
  reduction.count = reduction.inner.total;
  return reduction;
}

static const char *reduction_from(const td_reduction *reduction) {
  return reduction->x.data + reduction->x.offset * td_bytes[reduction->x.dtype];
}

/* Folds the innermost axis first, and then what it gave: both are rows or columns. */
static int fold_all(td_call *call, int op, const td_reduction *reduction, char *out) {
  const td_walk *inner = &reduction->inner;
  int last = inner->axes - 1;
  td_fold fold = {.call = call,
                  .kernels = call->own->kernels,
                  .op = op,
                  .dtype = reduction->x.dtype,
                  .given = given_dtype(op, reduction->x.dtype),
                  .x = reduction_from(reduction),
                  .outer = reduction->outer,
                  .n = inner->shape[last],
                  .step = inner->strides[0][last],
                  .out = out};
  if (last == 0) return fold_axis(&fold);

  // The axes that remain: those that stay, then the others that go. A fold may have more of them than a walk.
  int kept = reduction->outer.axes;
  if (kept + last > TD_MOST_AXES) return 0;
  td_size shape[TD_MOST_AXES], strides[TD_MOST_AXES];
  for (int axis = 0; axis < kept + last; axis++) {
    const td_walk *from = axis < kept ? &reduction->outer : inner;
    int at = axis < kept ? axis : axis - kept;
    shape[axis] = from->shape[at];
    strides[axis] = from->strides[0][at];
  }
  const td_size *list[1] = {strides};
  td_walk_init(&fold.outer, 1, kept + last, shape, list);
  char *between = malloc((size_t)(fold.outer.total * td_bytes[fold.given]));
  if (!between) return 0;
  fold.out = between;
  int done = fold_axis(&fold);
  if (done) {
    td_size rest = fold.outer.total / reduction->results;
    td_fold second = {.call = call,
                      .kernels = fold.kernels,
                      .op = op,
                      .dtype = fold.given,
                      .given = given_dtype(op, fold.given),
                      .x = between,
                      .n = rest,
                      .step = 1,
                      .out = out};
    const td_size *row[1] = {&rest};
    td_walk_init(&second.outer, 1, 1, &reduction->results, row);
    done = fold_axis(&second);
  }
  free(between);
  return done;
}

/* Integers that do not fit are the caller's to explain. */
static int to_int32(const double *from, td_size n, int32_t *to) {
  for (td_size i = 0; i < n; i++) {
    if (!(from[i] >= -2147483648.0 && from[i] <= 2147483647.0)) return 2;
    to[i] = (int32_t)from[i];
  }
  return 1;
}

napi_value td_reduce(napi_env env, napi_callback_info info) {
  td_call call = td_begin(env, info, 3);
  int op = (int)td_take_whole(&call, TD_SUM, TD_ALL);
  td_reduction reduction = take_reduction(&call);
  td_operand out = td_array(&call, 2);
  if (call.failed) return NULL;
  if (reduction.total == 0) return td_end(&call, 0);
  if (out.length != reduction.results) td_range_error(&call, "the result has another length");
  td_check_apart(&call, &out, &reduction.x);
  if (call.failed) return NULL;
  int given = given_dtype(op, reduction.x.dtype);
  if (out.dtype == given) return td_end(&call, fold_all(&call, op, &reduction, out.data));
  char *between = malloc((size_t)(reduction.results * td_bytes[given]));
  int done = between ? fold_all(&call, op, &reduction, between) : 0;
  if (done && given == TD_FLOAT64 && out.dtype == TD_INT32)
    done = to_int32((const double *)between, reduction.results, (int32_t *)out.data);
  else if (done)
    done = call.own->kernels->copy(given, out.dtype, reduction.results, between, 1, out.data, 1);
  free(between);
  return td_end(&call, done);
}

/* Rows for kernels that want each in one piece. */
typedef struct {
  td_call *call;
  const td_kernels *kernels;
  int op;
  const td_reduction *reduction;
  bool lays;
  td_size part;
  char *first, *second;
  int refused;
} td_rows;

/* Rows [first, first + rows) side by side in `to`. */
static int lay_rows(const td_rows *job, td_size first, td_size rows, char *to) {
  const td_reduction *reduction = job->reduction;
  const td_walk *inner = &reduction->inner, *outer = &reduction->outer;
  td_size bytes = td_bytes[reduction->x.dtype], zero = 0;
  int last = inner->axes - 1;
  td_row row;
  for (bool more = td_row_first(outer, &row, &zero, first, first + rows); more; more = td_row_next(outer, &row)) {
    const char *from = reduction_from(reduction) + row.at[0] * bytes;
    char *start = to + (row.done - first) * reduction->count * bytes;
    if (last == 0 && outer->strides[0][outer->axes - 1] == 1) {
      if (!job->kernels->transpose(reduction->x.dtype, row.length, reduction->count, from, 1, inner->strides[0][0], start,
                                   reduction->count))
        return 0;
      continue;
    }
    for (td_size r = 0; r < row.length; r++) {
      const char *own = from + r * outer->strides[0][outer->axes - 1] * bytes;
      td_row piece;
      for (bool pieces = td_row_first(inner, &piece, &zero, 0, inner->total); pieces; pieces = td_row_next(inner, &piece)) {
        if (!job->kernels->copy(reduction->x.dtype, reduction->x.dtype, piece.length, own + piece.at[0] * bytes,
                                inner->strides[0][last], start + (r * reduction->count + piece.done) * bytes, 1))
          return 0;
      }
    }
  }
  return 1;
}

static int ask_rows(const td_rows *job, td_size rows, const char *x, td_size row, td_size step, td_size result) {
  const td_reduction *reduction = job->reduction;
  int dtype = reduction->x.dtype;
  if (job->second)
    return job->kernels->moments_rows(dtype, rows, reduction->count, x, row, step, job->first + result * td_bytes[dtype],
                                      job->second + result * td_bytes[dtype]);
  return job->kernels->arg_reduce_rows(job->op, dtype, rows, reduction->count, x, row, step,
                                       (int32_t *)job->first + result);
}

static void asked_part(void *task, td_size part, int worker) {
  td_rows *job = task;
  const td_reduction *reduction = job->reduction;
  const td_walk *outer = &reduction->outer;
  td_size first = part * job->part, zero = 0;
  td_size last = least(first + job->part, reduction->results);
  int done = 1;
  if (job->lays) {
    char *laid = td_scratch(job->call, worker, 0);
    done = lay_rows(job, first, last - first, laid) && ask_rows(job, last - first, laid, reduction->count, 1, first);
  } else {
    td_size bytes = td_bytes[reduction->x.dtype];
    td_row row;
    for (bool more = td_row_first(outer, &row, &zero, first, last); more && done; more = td_row_next(outer, &row))
      done = ask_rows(job, row.length, reduction_from(reduction) + row.at[0] * bytes, outer->strides[0][outer->axes - 1],
                      reduction->inner.strides[0][0], row.done);
  }
  if (!done) __atomic_store_n(&job->refused, 1, __ATOMIC_RELAXED);
}

static napi_value run_rows(td_call *call, td_rows *job, td_reduction *reduction) {
  job->call = call;
  job->kernels = call->own->kernels;
  job->reduction = reduction;
  job->lays = reduction->inner.axes > 1 || (reduction->inner.strides[0][0] != 1 && reduction->count > 1);
  if (job->lays) {
    td_size bytes = reduction->count * td_bytes[reduction->x.dtype];
    if (bytes > TD_LAID_MOST) return td_end(call, 0);
    job->part = bytes * TD_LAID_ROWS <= TD_LAID_BYTES ? TD_LAID_ROWS : 1;
    if (!prepare_scratch(call, reduction->total, bytes * job->part)) return NULL;
  } else {
    job->part = reduction->count < TD_FOLD_PART ? TD_FOLD_PART / reduction->count : 1;
  }
  run_parts(call, reduction->total, parts_of(reduction->results, job->part), asked_part, job);
  return td_end(call, !job->refused);
}

napi_value td_arg_reduce(napi_env env, napi_callback_info info) {
  td_call call = td_begin(env, info, 3);
  td_rows job = {.op = (int)td_take_whole(&call, TD_ARGMAX, TD_ARGMIN)};
  td_reduction reduction = take_reduction(&call);
  if (!call.failed && reduction.total == 0) return td_end(&call, 0);
  td_operand out = td_result(&call, 2, TD_INT32, reduction.results);
  td_check_apart(&call, &out, &reduction.x);
  if (call.failed) return NULL;
  job.first = out.data;
  // A position must fit int32.
  return reduction.count > 2147483647 ? td_end(&call, 0) : run_rows(&call, &job, &reduction);
}

napi_value td_moments(napi_env env, napi_callback_info info) {
  td_call call = td_begin(env, info, 4);
  td_reduction reduction = take_reduction(&call);
  if (!call.failed && (reduction.total == 0 || reduction.x.dtype > TD_FLOAT32)) return td_end(&call, 0);
  td_operand mean = td_result(&call, 2, reduction.x.dtype, reduction.results);
  td_operand deviation = td_result(&call, 3, reduction.x.dtype, reduction.results);
  td_check_apart(&call, &mean, &reduction.x);
  td_check_apart(&call, &deviation, &reduction.x);
  td_check_apart(&call, &deviation, &mean);
  if (call.failed) return NULL;
  td_rows job = {.first = mean.data, .second = deviation.data};
  return run_rows(&call, &job, &reduction);
}
