// SPDX-License-Identifier: GPL-3.0-or-later
#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "CGuardian.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#if defined(__linux__)
#include <dirent.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

extern char **environ;

// What the command may take to end after SIGTERM before it is killed.
enum { grace_milliseconds = 1000 };

// What is killed of what it left behind may take to vanish.
enum { orphan_milliseconds = 2000 };

// The control socket in the guardian, after the three standard descriptors.
enum { control = 3 };

// Static memory, since a fork of a program with threads must not allocate.
static char order[1 << 18];
static char *texts[1 << 12];
static size_t variable_count;
static char *environment[1 << 14];

// A fork that runs nobody's handlers: those of a BLAS or of OpenMP stop threads that may be at work.
static pid_t plain_fork(void) {
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
  return _Fork();
#else
  return fork();
#endif
}

// MARK: - In the guardian

static void tell(char what, int number) {
  char event[2] = {what, (char)number};
  // Nobody may be listening any more, which is no reason to do anything else.
  ssize_t written = write(control, event, 2);
  (void)written;
}

static int read_exactly(char *bytes, size_t count) {
  while (count > 0) {
    ssize_t got = read(control, bytes, count);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return 0;
    bytes += got;
    count -= (size_t)got;
  }
  return 1;
}

static size_t number(const unsigned char *bytes) {
  return (size_t)bytes[0] << 24 | (size_t)bytes[1] << 16 | (size_t)bytes[2] << 8 | bytes[3];
}

// Returns 0, or errno, or -1 if the program is gone.
static int read_order(void) {
  unsigned char header[8];
  if (!read_exactly((char *)header, 8)) return -1;
  size_t length = number(header);
  variable_count = number(header + 4);
  if (length > sizeof order) return E2BIG;
  if (!read_exactly(order, length)) return -1;
  size_t count = 0;
  for (size_t position = 0; position < length; count++) {
    if (count + 1 >= sizeof texts / sizeof *texts) return E2BIG;
    texts[count] = order + position;
    while (position < length && order[position] != 0) position++;
    if (position == length) return EINVAL;
    position++;
  }
  texts[count] = NULL;
  return count >= 2 + variable_count ? 0 : EINVAL;
}

// The variables of the order, then those of this program that they do not replace. Returns 0, or errno.
static int set_environment(void) {
  const size_t limit = sizeof environment / sizeof *environment;
  size_t count = 0;
  for (; count < variable_count; count++) environment[count] = texts[1 + count];
  for (char **variable = environ; variable != NULL && *variable != NULL; variable++) {
    int replaced = 0;
    for (size_t i = 0; i < variable_count && !replaced; i++) {
      size_t name = strcspn(environment[i], "=") + 1;
      replaced = strncmp(environment[i], *variable, name) == 0;
    }
    if (replaced) continue;
    if (count + 1 >= limit) return E2BIG;
    environment[count++] = *variable;
  }
  environment[count] = NULL;
  environ = environment;
  return 0;
}

static void close_from(int first) {
#if defined(__linux__)
  if (close_range((unsigned)first, ~0u, 0) == 0) return;
#endif
  long last = sysconf(_SC_OPEN_MAX);
  for (int descriptor = first; descriptor < (last > 0 ? last : 1024); descriptor++) close(descriptor);
}

// The system's execvp would give a file that it cannot run to a shell.
static void run_without_shell(void) {
  char **arguments = texts + 1 + variable_count;
  const char *program = arguments[0];
  if (strchr(program, '/') != NULL || *program == 0) {
    execve(program, arguments, environ);
    return;
  }
  const char *folders = getenv("PATH");
  if (folders == NULL) folders = "/usr/bin:/bin";
  static char path[4096];
  int refused = 0;
  size_t name = strlen(program);
  for (const char *end; *folders != 0; folders = *end == 0 ? end : end + 1) {
    end = folders + strcspn(folders, ":");
    size_t length = (size_t)(end - folders);
    if (length == 0 || length + name + 2 > sizeof path) continue;
    memcpy(path, folders, length);
    path[length] = '/';
    memcpy(path + length + 1, program, name + 1);
    execve(path, arguments, environ);
    if (errno != ENOENT && errno != ENOTDIR && errno != EACCES) return;
    refused = refused || errno == EACCES;
  }
  errno = refused ? EACCES : ENOENT;
}

static void on_child(int number) { (void)number; }

static _Noreturn void become_command(pid_t guardian) {
  setpgid(0, 0);
#if defined(__linux__)
  // Should the guardian itself be killed, at least its direct child goes too.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != guardian) _exit(127);
#else
  (void)guardian;
#endif
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  fcntl(control, F_SETFD, FD_CLOEXEC);
  errno = set_environment();
  if (errno == 0 && chdir(texts[0]) == 0) run_without_shell();
  tell('E', errno);
  _exit(127);
}

// Whether the command has ended; what it left to the guardian, and has ended too, is forgotten.
static int has_ended(pid_t command) {
  while (1) {
    siginfo_t information = {0};
    if (waitid(P_ALL, 0, &information, WEXITED | WNOHANG | WNOWAIT) != 0) return 0;
    // Left as it is, so that its number, and with it that of the group, cannot become another's.
    if (information.si_pid == 0 || information.si_pid == command) return information.si_pid != 0;
    waitpid(information.si_pid, NULL, 0);
  }
}

static long milliseconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void watch(pid_t command, const sigset_t *unblocked) {
  long deadline = 0;
  while (!has_ended(command)) {
    fd_set readable;
    FD_ZERO(&readable);
    if (deadline == 0) FD_SET(control, &readable);
    struct timespec pause = {0, 50000000};
    int ready = pselect(control + 1, &readable, NULL, NULL, deadline ? &pause : NULL, unblocked);
    if (deadline == 0 && ready > 0) {
      char byte;
      ssize_t got = read(control, &byte, 1);
      if (got > 0 || (got < 0 && errno == EINTR)) continue;
      deadline = milliseconds_now() + grace_milliseconds;
      kill(-command, SIGTERM);
      // One that was stopped would not notice.
      kill(-command, SIGCONT);
    } else if (deadline != 0 && milliseconds_now() >= deadline) {
      kill(-command, SIGKILL);
    }
  }
}

#if defined(__linux__)
// The parent of a process; 0 if there is no such process.
static pid_t parent_of(const char *process) {
  static char path[64], text[512];
  if (strlen(process) > 20) return 0;
  strcpy(path, "/proc/");
  strcat(path, process);
  strcat(path, "/stat");
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  ssize_t length = read(file, text, sizeof text - 1);
  close(file);
  if (length <= 0) return 0;
  text[length] = 0;
  // The name before it may hold anything.
  const char *end = strrchr(text, ')');
  return end != NULL && strlen(end) > 4 ? (pid_t)strtol(end + 4, NULL, 10) : 0;
}

// Kills the children of the guardian. Returns 0 once there are none, -1 if /proc cannot be read.
static int kill_children(void) {
  static char entries[1 << 15];
  static const size_t name = offsetof(struct dirent64, d_name);
  pid_t guardian = getpid();
  int folder = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return -1;
  int found = 0;
  for (long length; (length = syscall(SYS_getdents64, folder, entries, sizeof entries)) > 0;) {
    for (long position = 0; position < length;) {
      struct dirent64 *entry = (struct dirent64 *)(entries + position);
      position += entry->d_reclen;
      if (*((char *)entry + name) < '1' || *((char *)entry + name) > '9') continue;
      if (parent_of((char *)entry + name) != guardian) continue;
      pid_t child = (pid_t)strtol((char *)entry + name, NULL, 10);
      kill(child, SIGKILL);
      found++;
    }
  }
  close(folder);
  return found;
}
#endif

// Ends what the command has left behind in groups or sessions of its own: the system gave it to the guardian, and gives
// it the children of what is killed.
static void end_orphans(void) {
#if defined(__linux__)
  const struct timespec pause = {0, 2000000};
  const long deadline = milliseconds_now() + orphan_milliseconds;
  while (milliseconds_now() < deadline) {
    pid_t ended;
    while ((ended = waitpid(-1, NULL, WNOHANG)) > 0) {
    }
    if (ended < 0 || kill_children() < 0) return;
    nanosleep(&pause, NULL);
  }
#endif
}

// Makes the four descriptors 0 to 3, and closes all others, with no more of them than there are.
static int arrange(const int descriptors[4]) {
  int high[4], last = control;
  for (int i = 0; i < 4; i++)
    if (descriptors[i] > last) last = descriptors[i];
  for (int number = 0; number <= last; number++) {
    int is_ours = 0;
    for (int i = 0; i < 4; i++) is_ours = is_ours || number == descriptors[i];
    if (!is_ours) close(number);
  }
  close_from(last + 1);
  // First out of the way, in case one of them is where another belongs.
  for (int i = 0; i < 4; i++) {
    high[i] = fcntl(descriptors[i], F_DUPFD, 4);
    if (high[i] < 0) return errno;
  }
  for (int i = 0; i < 4; i++) dup2(high[i], i);
  close_from(control + 1);
  return 0;
}

static _Noreturn void guard(int input, int output, int errors, int line) {
  // Out of reach of Ctrl-C and of whatever else is sent to the program's group.
  setpgid(0, 0);
#if defined(__linux__)
  prctl(PR_SET_NAME, "autosem-guard");
  // What the command leaves behind comes here, in whatever group or session it is.
  prctl(PR_SET_CHILD_SUBREAPER, 1);
#endif
  // The ends that belong to us and to other guardians would keep them open.
  const int descriptors[4] = {input, output, errors, line};
  if (arrange(descriptors) != 0) _exit(1);

  struct sigaction action = {0};
  sigfillset(&action.sa_mask);
  action.sa_handler = SIG_IGN;
  int ignored[] = {SIGINT, SIGTERM, SIGQUIT, SIGHUP, SIGPIPE, SIGTSTP, SIGTTIN, SIGTTOU};
  for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++) sigaction(ignored[i], &action, NULL);
  action.sa_handler = on_child;
  sigaction(SIGCHLD, &action, NULL);
  // Blocked but while it is waited for, so that it cannot come just before.
  sigset_t blocked, unblocked;
  sigemptyset(&unblocked);
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGCHLD);
  sigprocmask(SIG_SETMASK, &blocked, NULL);

  int error = read_order();
  pid_t guardian = getpid();
  pid_t command = error == 0 ? plain_fork() : -1;
  if (command == 0) become_command(guardian);
  if (command < 0) {
    if (error >= 0) tell('E', error > 0 ? error : errno);
    _exit(1);
  }
  setpgid(command, command);
  for (int descriptor = 0; descriptor < control; descriptor++) close(descriptor);
  watch(command, &unblocked);
  kill(-command, SIGKILL);
  int status = 0;
  waitpid(command, &status, 0);
  end_orphans();
  if (WIFSIGNALED(status)) tell('S', WTERMSIG(status));
  else tell('X', WEXITSTATUS(status));
  _exit(0);
}

// MARK: - In the program

static int make_pipe(int ends[2]) {
#if defined(__linux__)
  return pipe2(ends, O_CLOEXEC);
#else
  if (pipe(ends) != 0) return -1;
  for (int i = 0; i < 2; i++) fcntl(ends[i], F_SETFD, FD_CLOEXEC);
  return 0;
#endif
}

static int make_line(int ends[2]) {
#if defined(__linux__)
  return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends);
#else
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return -1;
  for (int i = 0; i < 2; i++) fcntl(ends[i], F_SETFD, FD_CLOEXEC);
  return 0;
#endif
}

cguardian cguardian_start(void) {
  int ends[4][2] = {{-1, -1}, {-1, -1}, {-1, -1}, {-1, -1}};
  cguardian result = {0, -1, -1, -1, -1, -1};
  struct sigaction broken;
  if (sigaction(SIGPIPE, NULL, &broken) == 0 && broken.sa_handler == SIG_DFL) signal(SIGPIPE, SIG_IGN);
  int ready = make_pipe(ends[0]) == 0 && make_pipe(ends[1]) == 0 && make_pipe(ends[2]) == 0
              && make_line(ends[3]) == 0;
  // Every signal is held back, so that none of the program's handlers runs in the guardian.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  if (ready) result.pid = plain_fork();
  if (result.pid == 0) guard(ends[0][0], ends[1][1], ends[2][1], ends[3][1]);
  if (result.pid < 0) result.error = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  int theirs[4] = {ends[0][0], ends[1][1], ends[2][1], ends[3][1]};
  int ours[4] = {ends[0][1], ends[1][0], ends[2][0], ends[3][0]};
  for (int i = 0; i < 4; i++) {
    if (theirs[i] >= 0) close(theirs[i]);
    if (result.error != 0 && ours[i] >= 0) close(ours[i]);
  }
  if (result.error != 0) return result;
  fcntl(ours[0], F_SETFL, fcntl(ours[0], F_GETFL) | O_NONBLOCK);
  result.input = ours[0];
  result.output = ours[1];
  result.errors = ours[2];
  result.control = ours[3];
  return result;
}

int cguardian_wait(int first, int second, int third, int milliseconds) {
  struct pollfd waiting[3] = {{first, POLLIN, 0}, {second, POLLIN, 0}, {third, POLLIN, 0}};
  if (poll(waiting, 3, milliseconds) <= 0) return 0;
  int ready = 0;
  for (int i = 0; i < 3; i++) ready |= waiting[i].revents != 0 ? 1 << i : 0;
  return ready;
}

int cguardian_available(int descriptor) {
  int count = 0;
  return ioctl(descriptor, FIONREAD, &count) == 0 && count > 0 ? count : 0;
}

void cguardian_reap(int pid) {
  int status;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
}

int cguardian_limit_memory(unsigned long long bytes) {
  struct rlimit limit = {(rlim_t)bytes, (rlim_t)bytes};
  return setrlimit(RLIMIT_DATA, &limit) == 0 ? 0 : errno;
}
