/* What the pool needs of threads, from POSIX or from Windows. */
#ifndef TENSOR_DOJO_THREADS_H
#define TENSOR_DOJO_THREADS_H

#include <stdbool.h>
#include <stddef.h>

#if defined(_WIN32)

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

typedef SRWLOCK td_lock;
typedef CONDITION_VARIABLE td_signal;
typedef HANDLE td_thread;

#define TD_THREAD DWORD WINAPI
#define TD_THREAD_END 0

static inline void td_lock_init(td_lock *lock) { InitializeSRWLock(lock); }
static inline void td_lock_free(td_lock *lock) { (void)lock; }
static inline void td_lock_take(td_lock *lock) { AcquireSRWLockExclusive(lock); }
static inline void td_lock_leave(td_lock *lock) { ReleaseSRWLockExclusive(lock); }
static inline void td_signal_init(td_signal *signal) { InitializeConditionVariable(signal); }
static inline void td_signal_free(td_signal *signal) { (void)signal; }
static inline void td_signal_wait(td_signal *signal, td_lock *lock) { SleepConditionVariableSRW(signal, lock, INFINITE, 0); }
static inline void td_signal_all(td_signal *signal) { WakeAllConditionVariable(signal); }

static inline bool td_thread_start(td_thread *thread, DWORD(WINAPI *run)(void *), void *argument) {
  *thread = CreateThread(NULL, 1 << 20, run, argument, STACK_SIZE_PARAM_IS_A_RESERVATION, NULL);
  return *thread != NULL;
}

static inline void td_thread_join(td_thread thread) {
  WaitForSingleObject(thread, INFINITE);
  CloseHandle(thread);
}

#else

#include <pthread.h>
#include <signal.h>

typedef pthread_mutex_t td_lock;
typedef pthread_cond_t td_signal;
typedef pthread_t td_thread;

#define TD_THREAD void *
#define TD_THREAD_END NULL

static inline void td_lock_init(td_lock *lock) { pthread_mutex_init(lock, NULL); }
static inline void td_lock_free(td_lock *lock) { pthread_mutex_destroy(lock); }
static inline void td_lock_take(td_lock *lock) { pthread_mutex_lock(lock); }
static inline void td_lock_leave(td_lock *lock) { pthread_mutex_unlock(lock); }
static inline void td_signal_init(td_signal *signal) { pthread_cond_init(signal, NULL); }
static inline void td_signal_free(td_signal *signal) { pthread_cond_destroy(signal); }
static inline void td_signal_wait(td_signal *signal, td_lock *lock) { pthread_cond_wait(signal, lock); }
static inline void td_signal_all(td_signal *signal) { pthread_cond_broadcast(signal); }

/* Signals are for the threads of the program: this one takes none. */
static inline bool td_thread_start(td_thread *thread, void *(*run)(void *), void *argument) {
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return false;
  pthread_attr_setstacksize(&attributes, 1 << 20);
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  bool started = pthread_create(thread, &attributes, run, argument) == 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
  return started;
}

static inline void td_thread_join(td_thread thread) { pthread_join(thread, NULL); }

#endif

/* Tells the processor that this thread only waits. */
static inline void td_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

#endif
