#include "pool.h"

/* About 50 microseconds: the time between two operations of a net, and little to lose. */
enum { TD_SPINS = 2000 };

void td_pool_init(td_pool *pool) {
  *pool = (td_pool){.threads = 1};
  td_lock_init(&pool->lock);
  td_signal_init(&pool->begun);
  td_signal_init(&pool->left);
}

void td_pool_free(td_pool *pool) {
  td_pool_stop(pool);
  td_signal_free(&pool->left);
  td_signal_free(&pool->begun);
  td_lock_free(&pool->lock);
}

/* Parts are taken one by one until none is left. */
static void td_work(td_pool *pool, td_task task, void *job, td_size parts, int worker) {
  for (;;) {
    td_size part = __atomic_fetch_add(&pool->next, 1, __ATOMIC_RELAXED);
    if (part >= parts) return;
    task(job, part, worker);
  }
}

/* Waits for another turn than `seen`, awake at first. Holds the lock when it returns. */
static void td_await_turn(td_pool *pool, unsigned seen) {
  for (int spin = 0; spin < TD_SPINS && __atomic_load_n(&pool->turn, __ATOMIC_RELAXED) == seen; spin++) td_pause();
  td_lock_take(&pool->lock);
  pool->asleep++;
  while (pool->turn == seen) td_signal_wait(&pool->begun, &pool->lock);
  pool->asleep--;
}

static TD_THREAD td_worker_run(void *argument) {
  td_worker *worker = argument;
  td_pool *pool = worker->pool;
  unsigned seen = 0;
  for (;;) {
    td_await_turn(pool, seen);
    seen = pool->turn;
    if (pool->stopping) break;
    if (pool->open) {
      td_task task = pool->task;
      void *job = pool->job;
      td_size parts = pool->parts;
      pool->inside++;
      td_lock_leave(&pool->lock);
      td_work(pool, task, job, parts, worker->number);
      td_lock_take(&pool->lock);
      if (__atomic_sub_fetch(&pool->inside, 1, __ATOMIC_RELAXED) == 0) td_signal_all(&pool->left);
    }
    td_lock_leave(&pool->lock);
  }
  td_lock_leave(&pool->lock);
  return TD_THREAD_END;
}

/* As many as can be had: a job runs on any number, to the same result. */
static void td_pool_start(td_pool *pool) {
  while (pool->started < pool->threads - 1) {
    td_worker *worker = &pool->workers[pool->started];
    *worker = (td_worker){pool, pool->started + 1};
    if (!td_thread_start(&pool->handles[pool->started], td_worker_run, worker)) return;
    pool->started++;
  }
}

void td_pool_resize(td_pool *pool, int threads) {
  if (threads == pool->threads) return;
  td_pool_stop(pool);
  pool->threads = threads;
}

int td_pool_threads(const td_pool *pool, double work, double least) {
  return work >= least || pool->eager ? pool->threads : 1;
}

void td_pool_run(td_pool *pool, int threads, td_size parts, td_task task, void *job) {
  if (threads == 1 || parts < 2) {
    for (td_size part = 0; part < parts; part++) task(job, part, 0);
    return;
  }
  td_pool_start(pool);
  td_lock_take(&pool->lock);
  pool->task = task;
  pool->job = job;
  pool->parts = parts;
  pool->next = 0;
  pool->open = true;
  __atomic_store_n(&pool->turn, pool->turn + 1, __ATOMIC_RELAXED);
  if (pool->asleep > 0) td_signal_all(&pool->begun);
  td_lock_leave(&pool->lock);

  td_work(pool, task, job, parts, 0);

  // Whoever has not come by now finds nothing left to do: only those inside are waited for.
  td_lock_take(&pool->lock);
  pool->open = false;
  td_lock_leave(&pool->lock);
  for (int spin = 0; spin < TD_SPINS && __atomic_load_n(&pool->inside, __ATOMIC_RELAXED) > 0; spin++) td_pause();
  td_lock_take(&pool->lock);
  while (pool->inside > 0) td_signal_wait(&pool->left, &pool->lock);
  td_lock_leave(&pool->lock);
}

void td_pool_stop(td_pool *pool) {
  td_lock_take(&pool->lock);
  pool->stopping = true;
  __atomic_store_n(&pool->turn, pool->turn + 1, __ATOMIC_RELAXED);
  td_signal_all(&pool->begun);
  td_lock_leave(&pool->lock);
  for (int i = 0; i < pool->started; i++) td_thread_join(pool->handles[i]);
  pool->started = 0;
  pool->stopping = false;
  pool->turn = 0;
}
