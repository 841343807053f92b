/*
 * A wall clock that is wrong, for one process: LD_PRELOAD this, and say by how much in SOC_CLOCK_SHIFT_SECONDS. Only the wall clock is
 * shifted. What measures time goes on undisturbed, and a wait until a moment of the wall clock lasts as long as its caller meant.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/time.h>
#include <threads.h>
#include <time.h>

/* Moments of clocks that count from the start of the machine are before this one. */
#define FIRST_WALL_SECOND 1000000000L

static long shift_seconds;
static int (*real_clock_gettime)(clockid_t, struct timespec *);
static int (*real_cond_timedwait)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
static int (*real_cnd_timedwait)(cnd_t *, mtx_t *, const struct timespec *);
static int (*real_mtx_timedlock)(mtx_t *, const struct timespec *);
static int (*real_mutex_timedlock)(pthread_mutex_t *, const struct timespec *);
static int (*real_sem_timedwait)(sem_t *, const struct timespec *);

__attribute__((constructor)) static void begin(void)
{
    if (real_clock_gettime)
        return;
    const char *shift = getenv("SOC_CLOCK_SHIFT_SECONDS");
    shift_seconds = shift ? atol(shift) : 0;
    /* Without its version, the one of before 2002 is found on x86-64. */
    real_cond_timedwait = dlvsym(RTLD_NEXT, "pthread_cond_timedwait", "GLIBC_2.3.2");
    if (!real_cond_timedwait)
        real_cond_timedwait = dlsym(RTLD_NEXT, "pthread_cond_timedwait");
    real_cnd_timedwait = dlsym(RTLD_NEXT, "cnd_timedwait");
    real_mtx_timedlock = dlsym(RTLD_NEXT, "mtx_timedlock");
    real_mutex_timedlock = dlsym(RTLD_NEXT, "pthread_mutex_timedlock");
    real_sem_timedwait = dlsym(RTLD_NEXT, "sem_timedwait");
    real_clock_gettime = dlsym(RTLD_NEXT, "clock_gettime");
}

static struct timespec true_moment(const struct timespec *told)
{
    struct timespec moment = *told;
    if (moment.tv_sec > FIRST_WALL_SECOND)
        moment.tv_sec -= shift_seconds;
    return moment;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    begin();
    int result = real_clock_gettime(clock, now);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        now->tv_sec += shift_seconds;
    return result;
}

int timespec_get(struct timespec *now, int base)
{
    return base == TIME_UTC && clock_gettime(CLOCK_REALTIME, now) == 0 ? base : 0;
}

int gettimeofday(struct timeval *now, void *zone)
{
    struct timespec moment;
    (void)zone;
    int result = clock_gettime(CLOCK_REALTIME, &moment);
    now->tv_sec = moment.tv_sec;
    now->tv_usec = moment.tv_nsec / 1000;
    return result;
}

time_t time(time_t *now)
{
    struct timespec moment;
    clock_gettime(CLOCK_REALTIME, &moment);
    if (now)
        *now = moment.tv_sec;
    return moment.tv_sec;
}

int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *until)
{
    begin();
    struct timespec moment = true_moment(until);
    return real_cond_timedwait(condition, mutex, &moment);
}

/* librdkafka waits by these. */
int cnd_timedwait(cnd_t *condition, mtx_t *mutex, const struct timespec *until)
{
    begin();
    struct timespec moment = true_moment(until);
    return real_cnd_timedwait(condition, mutex, &moment);
}

int mtx_timedlock(mtx_t *mutex, const struct timespec *until)
{
    begin();
    struct timespec moment = true_moment(until);
    return real_mtx_timedlock(mutex, &moment);
}

int pthread_mutex_timedlock(pthread_mutex_t *mutex, const struct timespec *until)
{
    begin();
    struct timespec moment = true_moment(until);
    return real_mutex_timedlock(mutex, &moment);
}

int sem_timedwait(sem_t *semaphore, const struct timespec *until)
{
    begin();
    struct timespec moment = true_moment(until);
    return real_sem_timedwait(semaphore, &moment);
}
