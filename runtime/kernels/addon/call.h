/*
 * One call from JavaScript: TypedArrays and numbers, and a Float64Array of words that say how they are laid out. Everything is checked
 * here, each word read once. The first fault throws; after it all that is read is 0, and the operation ends without having begun.
 */
#ifndef TENSOR_DOJO_CALL_H
#define TENSOR_DOJO_CALL_H

#include <stdbool.h>

#include "../kernels.h"
#include "levels.h"
#include "nodeApi.h"
#include "pool.h"

enum { TD_MOST_AXES = 16, TD_MOST_OPERANDS = 4, TD_MOST_ARGUMENTS = 6 };

/* Doubles count exactly up to here. */
static const double td_most = 9007199254740992.0;

/* What one environment (the program, or one of its worker threads) has. */
typedef struct {
  const td_kernels *levels[TD_MOST_LEVELS];
  int level_count;
  const td_kernels *kernels;
  td_pool pool;
  void *memory[TD_MOST_THREADS];
  size_t memory_bytes[TD_MOST_THREADS];
} td_instance;

typedef struct {
  napi_env env;
  td_instance *own;
  size_t count;
  napi_value arguments[TD_MOST_ARGUMENTS];
  const volatile double *words;
  size_t words_left;
  bool failed;
} td_call;

/* Elements of a TypedArray, or one number. */
typedef struct {
  char *data;
  int dtype;
  bool is_number;
  double number;
  td_size length;
  td_size offset;
  td_size strides[TD_MOST_AXES];
  /* The first byte that is reached, and the first behind the last. */
  const char *from, *to;
} td_operand;

static const td_size td_bytes[] = {8, 4, 4, 1};

/* Reads `count` arguments, the first of which are the words. */
td_call td_begin(napi_env env, napi_callback_info info, size_t count);
/* Done (1), not taken (0), or not representable in the result (2); nothing where the call threw. */
napi_value td_end(td_call *call, int result);

void td_type_error(td_call *call, const char *why);
void td_range_error(td_call *call, const char *why);

double td_take_number(td_call *call);
/* A whole number from `least` to `most`. */
td_size td_take_whole(td_call *call, double least, double most);
/* The number of axes and their lengths; returns how many elements they span. */
td_size td_take_shape(td_call *call, int *axes, td_size shape[TD_MOST_AXES]);
td_size td_product(td_call *call, td_size a, td_size b);

/* An argument that must be a TypedArray. */
td_operand td_array(td_call *call, size_t argument);
/* A TypedArray of this dtype in C order, as long as the result. */
td_operand td_result(td_call *call, size_t argument, int dtype, td_size length);
/* A TypedArray with its offset and strides over the shape from the words; a number has no words. */
td_operand td_input(td_call *call, size_t argument, int axes, const td_size *shape);
/* The same for an array that is already known. */
void td_take_layout(td_call *call, td_operand *operand, int axes, const td_size *shape);
/* Throws unless all elements from `offset` over these axes lie in the array. */
void td_check_reach(td_call *call, td_operand *operand, int axes, const td_size *shape, const td_size *strides);
void td_check_apart(td_call *call, const td_operand *out, const td_operand *input);
/* Positions must lie in [0, count), and in memory that no other thread can write. */
void td_check_positions(td_call *call, size_t argument, const td_operand *positions, td_size count);

/* Scratch memory of one worker, at least so large, aligned to 64 bytes; kept until a larger one is wanted. NULL and an error where there is none. */
void *td_scratch(td_call *call, int worker, size_t bytes);
/* A number as an element, for a kernel that steps over it with 0. */
void td_store(int dtype, double number, void *element);

#endif
