/* One pass over broadcast operands. Rows whose dtype is not that of the computation are converted block by block, in the cache. */
#include "operations.h"
#include "walk.h"

#include <string.h>

enum {
  /* Elements of one part of a job: shared out or not, the same. */
  TD_PART = 16384,
  /* Below so many elements, waking a thread costs more than it brings; functions like exp are dearer. */
  TD_SHARED = 1 << 18,
  TD_SHARED_FUNCTION = 1 << 15,
  TD_BLOCK = 512,
  /* A row that is added to each of many, and is no longer than TD_SHORT, is repeated so far: a kernel wants long rows. */
  TD_SHORT = 256,
  TD_REPEATED = 1024,
  TD_REPEATS = TD_REPEATED + 2 * TD_SHORT,
};

typedef struct td_pass td_pass;
struct td_pass {
  const td_kernels *kernels;
  /* Out of inputs of the dtypes `wanted`, `given` comes. */
  int (*row)(const td_pass *pass, td_size n, const void *const in[], const td_size steps[], void *out);
  int op, compute;
  int wanted[3], given;
  int inputs;
  td_operand in[3], out;
  double numbers[3];
  bool converts;
  td_walk walk;
  /* The input that is repeated, or -1; each of its elements comes again after `period`. */
  int repeated;
  td_size period;
  int refused;
};

static const void *element(const td_operand *operand, td_size at) { return operand->data + at * td_bytes[operand->dtype]; }

/* In blocks, so that what is converted stays in the cache. */
static int converted_row(const td_pass *pass, td_size n, const td_size at[], const td_size steps[], char *out) {
  double space[4][TD_BLOCK];
  for (td_size done = 0; done < n; done += TD_BLOCK) {
    td_size length = n - done < TD_BLOCK ? n - done : TD_BLOCK;
    const void *in[3];
    td_size own[3];
    for (int k = 0; k < pass->inputs; k++) {
      const td_operand *x = &pass->in[k];
      in[k] = element(x, at[k] + done * steps[k]);
      own[k] = steps[k];
      if (x->dtype == pass->wanted[k]) continue;
      // A step of 0 needs one element alone.
      td_size count = steps[k] == 0 ? 1 : length;
      if (!pass->kernels->copy(x->dtype, pass->wanted[k], count, in[k], steps[k], space[k], 1)) return 0;
      in[k] = space[k];
      own[k] = steps[k] == 0 ? 0 : 1;
    }
    char *to = out + done * td_bytes[pass->out.dtype];
    bool cast = pass->out.dtype != pass->given;
    if (!pass->row(pass, length, in, own, cast ? (void *)space[3] : to)) return 0;
    if (cast && !pass->kernels->copy(pass->given, pass->out.dtype, length, space[3], 1, to, 1)) return 0;
  }
  return 1;
}

/* Whether one input is a short row that stands still while all others run on in C order. */
static bool is_repeated(const td_pass *pass, int which) {
  const td_walk *walk = &pass->walk;
  if (walk->axes != 2 || walk->shape[1] > TD_SHORT || walk->total < 2 * TD_REPEATED) return false;
  td_size period = walk->shape[1];
  for (int k = 0; k < pass->inputs; k++) {
    if (pass->in[k].is_number) continue;
    if (walk->strides[k][1] != 1 || walk->strides[k][0] != (k == which ? 0 : period)) return false;
  }
  return !pass->in[which].is_number;
}

/* Then the walk is one long row: the input is read from where its period stands. */
static int repeat(td_pass *pass, double repeats[TD_REPEATS]) {
  for (int k = 0; k < pass->inputs; k++) {
    if (!is_repeated(pass, k)) continue;
    td_operand *x = &pass->in[k];
    pass->repeated = k;
    pass->period = pass->walk.shape[1];
    char *to = (char *)repeats;
    td_size bytes = td_bytes[pass->wanted[k]], filled = pass->period;
    if (!pass->kernels->copy(x->dtype, pass->wanted[k], filled, element(x, x->offset), 1, to, 1)) return 0;
    // Whole periods, as many as are needed to read on from the end of the first.
    for (; filled < TD_REPEATED + pass->period; filled += pass->period)
      __builtin_memcpy(to + filled * bytes, to, (size_t)(pass->period * bytes));
    x->dtype = pass->wanted[k];
    x->data = to;
    pass->walk.axes = 1;
    pass->walk.shape[0] = pass->walk.total;
    for (int j = 0; j < pass->inputs; j++) pass->walk.strides[j][0] = pass->in[j].is_number ? 0 : 1;
    break;
  }
  return 1;
}

/* What is repeated reaches no further than TD_REPEATED elements at a time. */
static bool next_row(const td_pass *pass, td_row *row) {
  if (pass->repeated < 0) return td_row_next(&pass->walk, row);
  row->done += row->length;
  for (int k = 0; k < pass->inputs; k++) row->at[k] += row->length * pass->walk.strides[k][0];
  td_size rest = row->last - row->done;
  row->length = rest < TD_REPEATED ? rest : TD_REPEATED;
  return rest > 0;
}

static void pass_part(void *job, td_size part, int worker) {
  (void)worker;
  td_pass *pass = job;
  td_size first = part * TD_PART;
  td_size last = first + TD_PART < pass->walk.total ? first + TD_PART : pass->walk.total;
  td_size offsets[3] = {pass->in[0].offset, pass->in[1].offset, pass->in[2].offset};
  td_size steps[3];
  for (int k = 0; k < pass->inputs; k++) steps[k] = pass->walk.strides[k][pass->walk.axes - 1];
  td_row row;
  bool more = td_row_first(&pass->walk, &row, offsets, first, last);
  if (pass->repeated >= 0 && row.length > TD_REPEATED) row.length = TD_REPEATED;
  for (; more; more = next_row(pass, &row)) {
    if (pass->repeated >= 0) row.at[pass->repeated] = row.done % pass->period;
    char *out = pass->out.data + row.done * td_bytes[pass->out.dtype];
    int done;
    if (pass->converts) {
      done = converted_row(pass, row.length, row.at, steps, out);
    } else {
      const void *in[3];
      for (int k = 0; k < pass->inputs; k++) in[k] = element(&pass->in[k], row.at[k]);
      done = pass->row(pass, row.length, in, steps, out);
    }
    if (done) continue;
    __atomic_store_n(&pass->refused, 1, __ATOMIC_RELAXED);
    return;
  }
}

/* Reads the inputs from argument 1 on, and the result behind them. */
static napi_value run_pass(td_call *call, td_pass *pass, bool function) {
  int axes;
  td_size shape[TD_MOST_AXES];
  td_size total = td_take_shape(call, &axes, shape);
  const td_size *strides[3];
  for (int k = 0; k < pass->inputs; k++) {
    td_operand *x = &pass->in[k];
    *x = td_input(call, (size_t)k + 1, axes, shape);
    if (x->is_number) {
      x->dtype = pass->wanted[k];
      x->data = (char *)&pass->numbers[k];
      td_store(x->dtype, x->number, x->data);
    }
    pass->converts |= x->dtype != pass->wanted[k];
    strides[k] = x->strides;
  }
  pass->out = td_array(call, (size_t)pass->inputs + 1);
  if (!call->failed && pass->out.length != total) td_range_error(call, "the result has another length");
  for (int k = 0; k < pass->inputs; k++) td_check_apart(call, &pass->out, &pass->in[k]);
  if (call->failed) return NULL;
  pass->converts |= pass->out.dtype != pass->given;
  pass->kernels = call->own->kernels;
  td_walk_init(&pass->walk, pass->inputs, axes, shape, strides);
  pass->repeated = -1;
  double repeats[TD_REPEATS];
  if (!repeat(pass, repeats)) return td_end(call, 0);
  td_size parts = (total + TD_PART - 1) / TD_PART;
  int threads = td_pool_threads(&call->own->pool, (double)total, function ? TD_SHARED_FUNCTION : TD_SHARED);
  td_pool_run(&call->own->pool, threads, parts, pass_part, pass);
  return td_end(call, !pass->refused);
}

static int unary_row(const td_pass *pass, td_size n, const void *const in[], const td_size steps[], void *out) {
  return pass->kernels->unary(pass->op, pass->compute, n, in[0], steps[0], out);
}

napi_value td_unary(napi_env env, napi_callback_info info) {
  td_call call = td_begin(env, info, 3);
  int op = (int)td_take_whole(&call, TD_NEGATIVE, TD_LOGICAL_NOT);
  int compute = (int)td_take_whole(&call, TD_FLOAT64, TD_BOOL);
  td_pass pass = {
      .row = unary_row, .op = op, .compute = compute, .inputs = 1, .wanted = {compute}, .given = op >= TD_ISNAN ? TD_BOOL : compute};
  return run_pass(&call, &pass, op == TD_EXP || op == TD_LOG || op == TD_TANH);
}

static int binary_row(const td_pass *pass, td_size n, const void *const in[], const td_size steps[], void *out) {
  return pass->kernels->binary(pass->op, pass->compute, n, in[0], steps[0], in[1], steps[1], out);
}

napi_value td_binary(napi_env env, napi_callback_info info) {
  td_call call = td_begin(env, info, 4);
  int op = (int)td_take_whole(&call, TD_ADD, TD_LOGICAL_XOR);
  int compute = (int)td_take_whole(&call, TD_FLOAT64, TD_BOOL);
  td_pass pass = {.row = binary_row,
                  .op = op,
                  .compute = compute,
                  .inputs = 2,
                  .wanted = {compute, compute},
                  .given = op >= TD_EQUAL ? TD_BOOL : compute};
  return run_pass(&call, &pass, false);
}

static int where_row(const td_pass *pass, td_size n, const void *const in[], const td_size steps[], void *out) {
  return pass->kernels->where(pass->compute, n, in[0], steps[0], in[1], steps[1], in[2], steps[2], out);
}

static int clip_row(const td_pass *pass, td_size n, const void *const in[], const td_size steps[], void *out) {
  return pass->kernels->clip(pass->compute, n, in[0], steps[0], in[1], steps[1], in[2], steps[2], out);
}

napi_value td_where(napi_env env, napi_callback_info info) {
  td_call call = td_begin(env, info, 5);
  int dtype = td_array(&call, 4).dtype;
  td_pass pass = {.row = where_row, .compute = dtype, .inputs = 3, .wanted = {TD_BOOL, dtype, dtype}, .given = dtype};
  return run_pass(&call, &pass, false);
}

napi_value td_clip(napi_env env, napi_callback_info info) {
  td_call call = td_begin(env, info, 5);
  int dtype = td_array(&call, 4).dtype;
  td_pass pass = {.row = clip_row, .compute = dtype, .inputs = 3, .wanted = {dtype, dtype, dtype}, .given = dtype};
  return run_pass(&call, &pass, false);
}
