/* The addon as JavaScript sees it: the operations, the levels that run here, and which of them and how many threads are to be used. */
#include "operations.h"

#include <stdlib.h>
#include <string.h>

static void release(void *data) {
  td_instance *own = data;
  td_pool_free(&own->pool);
  for (int worker = 0; worker < TD_MOST_THREADS; worker++) free(own->memory[worker]);
  free(own);
}

/* (threads, eager; level or undefined): the level that is used. */
static napi_value configure(napi_env env, napi_callback_info info) {
  td_call call = td_begin(env, info, 1);
  td_size threads = td_take_whole(&call, 1, TD_MOST_THREADS);
  bool eager = td_take_whole(&call, 0, 1);
  if (call.failed) return NULL;
  const td_kernels *chosen = call.own->levels[0];
  char name[16];
  size_t length;
  if (call.count > 1 &&
      node(get_value_string_utf8)(env, call.arguments[1], name, sizeof name, &length) == napi_ok) {
    chosen = NULL;
    for (int i = 0; i < call.own->level_count; i++) {
      if (strcmp(call.own->levels[i]->level, name) == 0) chosen = call.own->levels[i];
    }
  }
  if (!chosen) {
    td_range_error(&call, "this processor has no such level");
    return NULL;
  }
  call.own->kernels = chosen;
  td_pool_resize(&call.own->pool, (int)threads);
  call.own->pool.eager = eager;
  napi_value level = NULL;
  node(create_string_utf8)(env, chosen->level, NAPI_AUTO_LENGTH, &level);
  return level;
}

static const struct {
  const char *name;
  napi_callback call;
} functions[] = {
    {"configure", configure}, {"unary", td_unary},   {"binary", td_binary},     {"where", td_where},
    {"clip", td_clip},        {"copy", td_copy},     {"fill", td_fill},         {"gather", td_gather},
    {"scatter", td_scatter},  {"reduce", td_reduce}, {"argReduce", td_arg_reduce}, {"moments", td_moments},
    {"matmul", td_matmul},    {"im2col", td_im2col}, {"col2im", td_col2im},     {"pool", td_pool_windows},
    {"peak", td_peak},
};

static napi_value level_names(napi_env env, const td_instance *own) {
  napi_value names = NULL, name;
  node(create_array_with_length)(env, (size_t)own->level_count, &names);
  for (int i = 0; i < own->level_count; i++) {
    node(create_string_utf8)(env, own->levels[i]->level, NAPI_AUTO_LENGTH, &name);
    node(set_element)(env, names, (uint32_t)i, name);
  }
  return names;
}

NAPI_MODULE_EXPORT napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  td_instance *own = calloc(1, sizeof *own);
  if (!own) {
    node(throw_error)(env, NULL, "no memory");
    return NULL;
  }
  own->level_count = td_levels_here(own->levels);
  if (own->level_count == 0) {
    free(own);
    node(throw_error)(env, NULL, "this processor is older than x86-64-v2");
    return NULL;
  }
  own->kernels = own->levels[0];
  td_pool_init(&own->pool);
  // Runs when the environment ends and no JavaScript runs any more: the threads are joined before the library may go.
  node(add_env_cleanup_hook)(env, release, own);
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    napi_value function;
    node(create_function)(env, functions[i].name, NAPI_AUTO_LENGTH, functions[i].call, own, &function);
    node(set_named_property)(env, exports, functions[i].name, function);
  }
  node(set_named_property)(env, exports, "levels", level_names(env, own));
  return exports;
}
