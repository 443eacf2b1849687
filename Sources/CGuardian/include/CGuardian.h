// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Processes that cannot outlive the program that started them.
//
// A guardian is a fork of this program that never runs any of its code again. It starts the command in a
// process group and holds the other end of a control socket. When that is closed, by us or by the kernel
// because we were killed, or when the command ends, it kills what is left of the group. On Linux it also kills what
// the command started in other groups or sessions.
//
// Nothing here takes or returns a pointer, so Swift calls it without unsafe code: the command is written
// to the control socket.

#ifdef __cplusplus
extern "C" {
#endif

/// A guardian, and this program's ends of the pipes to its command.
typedef struct {
  /// Why there is none, as in errno; 0 if there is one.
  int error;
  int pid;
  /// A socket. Written to it: the length of the texts and the number of variables, each in four bytes, the
  /// most significant first, then the texts, which end in a zero byte: the working folder, variables such as
  /// `NAME=value`, the program and its arguments. Read from it: a letter and a number in a byte each: `E` and
  /// errno if the command could not be started, `X` and its exit code, `S` and the signal that ended it.
  int control;
  /// The command's standard input; writing never waits.
  int input;
  int output;
  int errors;
} cguardian;

/// Starts a guardian, which waits for its order. From then on a broken pipe is an error, not a signal.
cguardian cguardian_start(void);

/// Waits until a descriptor has something to read or is at its end; a negative one is left out.
///
/// Returns the sum of 1 for the first, 2 for the second and 4 for the third; 0 after the time, or a signal.
int cguardian_wait(int first, int second, int third, int milliseconds);

/// Returns the number of bytes that can be read without waiting; 0 at the end.
int cguardian_available(int descriptor);

/// Waits for the end of a guardian whose control socket is closed.
void cguardian_reap(int pid);

/// Limits the memory of this process: its own writable pages, not those that it shares. Returns 0, or errno.
int cguardian_limit_memory(unsigned long long bytes);

#ifdef __cplusplus
}
#endif
