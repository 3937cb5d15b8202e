/*
 * Threads that share out the parts of one job at a time. They are started with the first job that wants them and belong to one
 * environment: nothing here is shared between two.
 */
#ifndef TENSOR_DOJO_POOL_H
#define TENSOR_DOJO_POOL_H

#include <stdbool.h>

#include "../kernels.h"
#include "threads.h"

enum { TD_MOST_THREADS = 64 };

/* One part of a job; `worker` is 0 for whoever asked, and below the number of threads. */
typedef void (*td_task)(void *job, td_size part, int worker);

typedef struct td_pool td_pool;

typedef struct {
  td_pool *pool;
  int number;
} td_worker;

struct td_pool {
  /* Wanted, whoever asks among them. */
  int threads;
  /* Share out whatever can be: for tests, since small work is not worth it. */
  bool eager;
  int started;
  td_thread handles[TD_MOST_THREADS];
  td_worker workers[TD_MOST_THREADS];

  td_lock lock;
  td_signal begun, left;
  /* Counts the jobs; a change wakes those that spin. */
  unsigned turn;
  int asleep;
  bool stopping;

  /* The job, open to whoever comes while its parts last. */
  bool open;
  td_task task;
  void *job;
  td_size parts, next;
  int inside;
};

void td_pool_init(td_pool *pool);
/* How many threads work, whoever asks among them; from 1 to TD_MOST_THREADS. */
void td_pool_resize(td_pool *pool, int threads);
/* How many threads work on a job that costs so much, where less than `least` is not shared out. */
int td_pool_threads(const td_pool *pool, double work, double least);
/* Runs all parts on so many threads, and returns when they are done. */
void td_pool_run(td_pool *pool, int threads, td_size parts, td_task task, void *job);
/* Ends all threads; a later job starts them anew. */
void td_pool_stop(td_pool *pool);
void td_pool_free(td_pool *pool);

#endif
