/* A disk that keeps a record: what a process does to files below one folder, in the order in which it does it.
 *
 * Loaded into the server by LD_PRELOAD. Files are changed as usual, so that the process sees what it wrote; beside that, each change and
 * each sync becomes a record in a log outside the folder, from which `disk.rs` rebuilds what a disk could hold after a power cut. Nothing
 * is really synced: the machine goes on, and only what the record says counts.
 *
 * A page of orders is shared with the test: at which sync to kill the process, which syncs fail, when the disk is full, and how far the
 * wall clock is off. It also counts what happened.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* The numbers are those of `Order` in disk.rs. */
struct orders {
    int64_t syncs;     /* so many were asked for */
    int64_t writes;    /* so many writes and lengths */
    int64_t kill_at;   /* at this sync, before it counts, the process is killed */
    int64_t fail_at;   /* this sync fails with EIO */
    int64_t fail_on;   /* and every later one, where this is not 0 */
    int64_t full_from; /* from this write on there is no room; 0 for never */
    int64_t full_for;  /* 0: for what makes a file longer; 1: for any write */
    int64_t shift;     /* seconds that the wall clock is ahead */
    int64_t refused;   /* so many syncs and writes failed by order */
    int64_t kill_when; /* at the next sync of a file that is appended to, the process is killed, where this is not 0 */
};

enum { MADE = 1, FOLDER, WRITTEN, LENGTH, SYNCED, GONE, MOVED, LINKED, SYNC_FAILED };

struct head {
    uint32_t kind;
    uint32_t names; /* so many bytes of names follow, and then the bytes that were written */
    uint64_t file;
    uint64_t at;
    uint64_t bytes;
};

#define MOST 4096
static struct { uint64_t file; char kept, appends; } open_files[MOST];
static struct orders *orders;
static char root[1024];
static size_t root_length;
static int record = -1;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

#define REAL(result, name, ...) \
    static result (*real_##name)(__VA_ARGS__); \
    static void find_##name(void) { if (!real_##name) *(void **)&real_##name = dlsym(RTLD_NEXT, #name); }
REAL(int, open64, const char *, int, ...)
REAL(int, openat64, int, const char *, int, ...)
REAL(int, close, int)
REAL(ssize_t, write, int, const void *, size_t)
REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t)
REAL(ssize_t, writev, int, const struct iovec *, int)
REAL(int, ftruncate64, int, off64_t)
REAL(int, fsync, int)
REAL(int, fdatasync, int)
REAL(int, unlink, const char *)
REAL(int, unlinkat, int, const char *, int)
REAL(int, rename, const char *, const char *)
REAL(int, linkat, int, const char *, int, const char *, int)
REAL(int, mkdir, const char *, mode_t)
REAL(int, clock_gettime, clockid_t, struct timespec *)
REAL(int, gettimeofday, struct timeval *restrict, void *restrict)
REAL(time_t, time, time_t *)

__attribute__((constructor)) static void begin(void) {
    find_open64(); find_openat64(); find_close(); find_write(); find_pwrite64(); find_writev(); find_ftruncate64();
    find_fsync(); find_fdatasync(); find_unlink(); find_unlinkat(); find_rename(); find_linkat(); find_mkdir();
    find_clock_gettime(); find_gettimeofday(); find_time();
    const char *page = getenv("AFTERWORD_DISK_ORDERS"), *where = getenv("AFTERWORD_DISK_ROOT"), *log = getenv("AFTERWORD_DISK_RECORD");
    if (page) {
        int fd = real_open64(page, O_RDWR | O_CLOEXEC);
        void *shared = fd < 0 ? MAP_FAILED : mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (shared == MAP_FAILED) _exit(99);
        orders = shared;
        real_close(fd);
    }
    if (orders && where && log && strlen(where) < sizeof root) {
        record = real_open64(log, O_WRONLY | O_APPEND | O_CLOEXEC);
        if (record < 0) _exit(99);
        strcpy(root, where);
        root_length = strlen(root);
    }
}

/* What a path is called below the folder, or NULL where it is not there. */
static const char *below(const char *path) {
    if (record < 0 || strncmp(path, root, root_length)) return NULL;
    if (!path[root_length]) return "";
    return path[root_length] == '/' ? path + root_length + 1 : NULL;
}

static int kept(int fd) { return fd >= 0 && fd < MOST && open_files[fd].kept; }

static void tell(uint32_t kind, uint64_t file, uint64_t at, const char *one, const char *two, const void *bytes, size_t length) {
    struct head head = {kind, 0, file, at, length};
    struct iovec parts[4] = {{&head, sizeof head}};
    int count = 1;
    if (one) parts[count++] = (struct iovec){(void *)one, strlen(one) + 1};
    if (two) parts[count++] = (struct iovec){(void *)two, strlen(two) + 1};
    for (int i = 1; i < count; i++) head.names += parts[i].iov_len;
    if (length) parts[count++] = (struct iovec){(void *)bytes, length};
    if (real_writev(record, parts, count) < 0) _exit(99);
}

static int opened(int fd, const char *path, int flags, int was_there) {
    const char *name = path ? below(path) : NULL;
    if (fd < 0 || fd >= MOST || !name) return fd;
    struct stat about;
    if (fstat(fd, &about)) return fd;
    if (!was_there) tell(MADE, about.st_ino, 0, name, NULL, NULL, 0);
    else if (flags & O_TRUNC) tell(LENGTH, about.st_ino, 0, NULL, NULL, NULL, 0);
    open_files[fd].file = about.st_ino;
    open_files[fd].appends = (flags & O_APPEND) != 0;
    open_files[fd].kept = S_ISREG(about.st_mode) || S_ISDIR(about.st_mode);
    return fd;
}

static int no_room(void) {
    orders->refused++;
    errno = ENOSPC;
    return -1;
}

static int is_full(void) { return orders->full_from && orders->writes >= orders->full_from; }

static int open_any(int folder, const char *path, int flags, mode_t mode) {
    find_open64();
    find_openat64();
    if (!below(path)) return folder == AT_FDCWD ? real_open64(path, flags, mode) : real_openat64(folder, path, flags, mode);
    pthread_mutex_lock(&turn);
    struct stat about;
    int was_there = !stat(path, &about), fd;
    if (!was_there && (flags & O_CREAT) && is_full()) fd = no_room();
    else fd = opened(real_open64(path, flags, mode), path, flags, was_there);
    int error = errno;
    pthread_mutex_unlock(&turn);
    errno = error;
    return fd;
}

#define MODE_OF(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }
int open(const char *path, int flags, ...) { MODE_OF(flags) return open_any(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE_OF(flags) return open_any(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE_OF(flags) return open_any(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE_OF(flags) return open_any(folder, path, flags, mode); }

int close(int fd) {
    find_close();
    if (fd >= 0 && fd < MOST) open_files[fd].kept = 0;
    return real_close(fd);
}

/* One write at a place; a full disk takes a first part of the first one that it has no room for. */
static ssize_t put(int fd, const void *bytes, size_t length, off64_t at, int moves) {
    pthread_mutex_lock(&turn);
    struct stat about = {0};
    fstat(fd, &about);
    if (open_files[fd].appends) at = about.st_size;
    else if (moves) at = lseek64(fd, 0, SEEK_CUR);
    orders->writes++;
    ssize_t done;
    if (is_full() && (orders->full_for || at + (off64_t)length > about.st_size)) {
        if (orders->writes > orders->full_from || length <= 512) done = no_room();
        else length = 512, done = 0;
    } else done = 0;
    if (!done) {
        tell(WRITTEN, open_files[fd].file, at, NULL, NULL, bytes, length);
        done = moves ? real_write(fd, bytes, length) : real_pwrite64(fd, bytes, length, at);
    }
    int error = errno;
    pthread_mutex_unlock(&turn);
    errno = error;
    return done;
}

ssize_t write(int fd, const void *bytes, size_t length) {
    find_write();
    return kept(fd) && length ? put(fd, bytes, length, 0, 1) : real_write(fd, bytes, length);
}
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
    find_pwrite64();
    return kept(fd) && length ? put(fd, bytes, length, at, 0) : real_pwrite64(fd, bytes, length, at);
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return pwrite64(fd, bytes, length, at); }
ssize_t writev(int fd, const struct iovec *parts, int count) {
    find_writev();
    if (!kept(fd)) return real_writev(fd, parts, count);
    ssize_t all = 0;
    for (int i = 0; i < count; i++) {
        ssize_t done = write(fd, parts[i].iov_base, parts[i].iov_len);
        if (done < 0) return all ? all : done;
        all += done;
        if ((size_t)done < parts[i].iov_len) break;
    }
    return all;
}

int ftruncate64(int fd, off64_t length) {
    find_ftruncate64();
    if (!kept(fd)) return real_ftruncate64(fd, length);
    pthread_mutex_lock(&turn);
    struct stat about = {0};
    fstat(fd, &about);
    orders->writes++;
    int done;
    if (is_full() && length > about.st_size) done = no_room();
    else {
        tell(LENGTH, open_files[fd].file, length, NULL, NULL, NULL, 0);
        done = real_ftruncate64(fd, length);
    }
    int error = errno;
    pthread_mutex_unlock(&turn);
    errno = error;
    return done;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int sync_one(int fd) {
    pthread_mutex_lock(&turn);
    int64_t number = ++orders->syncs;
    if (number == orders->kill_at || (orders->kill_when && open_files[fd].appends)) kill(getpid(), SIGKILL);
    int fails = orders->fail_at && (number == orders->fail_at || (orders->fail_on && number >= orders->fail_at));
    tell(fails ? SYNC_FAILED : SYNCED, open_files[fd].file, 0, NULL, NULL, NULL, 0);
    if (fails) orders->refused++;
    pthread_mutex_unlock(&turn);
    if (!fails) return 0;
    errno = EIO;
    return -1;
}
int fsync(int fd) { find_fsync(); return kept(fd) ? sync_one(fd) : real_fsync(fd); }
int fdatasync(int fd) { find_fdatasync(); return kept(fd) ? sync_one(fd) : real_fdatasync(fd); }

#define IN_TURN(done, told) \
    pthread_mutex_lock(&turn); \
    int result = done; \
    int error = errno; \
    if (!result) told; \
    pthread_mutex_unlock(&turn); \
    errno = error; \
    return result;

int unlink(const char *path) {
    find_unlink();
    const char *name = below(path);
    if (!name) return real_unlink(path);
    IN_TURN(real_unlink(path), tell(GONE, 0, 0, name, NULL, NULL, 0))
}
int unlinkat(int folder, const char *path, int flags) {
    find_unlinkat();
    const char *name = below(path);
    if (!name) return real_unlinkat(folder, path, flags);
    IN_TURN(real_unlinkat(folder, path, flags), tell(GONE, 0, 0, name, NULL, NULL, 0))
}
int rename(const char *from, const char *to) {
    find_rename();
    const char *one = below(from), *two = below(to);
    if (!one || !two) return real_rename(from, to);
    IN_TURN(real_rename(from, to), tell(MOVED, 0, 0, one, two, NULL, 0))
}
int linkat(int one_folder, const char *from, int two_folder, const char *to, int flags) {
    find_linkat();
    const char *one = below(from), *two = below(to);
    if (!one || !two) return real_linkat(one_folder, from, two_folder, to, flags);
    IN_TURN(real_linkat(one_folder, from, two_folder, to, flags), tell(LINKED, 0, 0, one, two, NULL, 0))
}
int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }
int mkdir(const char *path, mode_t mode) {
    find_mkdir();
    const char *name = below(path);
    if (!name) return real_mkdir(path, mode);
    struct stat about;
    IN_TURN(real_mkdir(path, mode), (stat(path, &about), tell(FOLDER, about.st_ino, 0, name, NULL, NULL, 0)))
}

int clock_gettime(clockid_t which, struct timespec *now) {
    find_clock_gettime();
    int done = real_clock_gettime(which, now);
    if (!done && orders && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) now->tv_sec += orders->shift;
    return done;
}
int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    find_gettimeofday();
    int done = real_gettimeofday(now, zone);
    if (!done && orders) now->tv_sec += orders->shift;
    return done;
}
time_t time(time_t *kept_at) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (kept_at) *kept_at = now.tv_sec;
    return now.tv_sec;
}
