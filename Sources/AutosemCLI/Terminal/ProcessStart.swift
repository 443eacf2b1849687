import Foundation

/// Makes the process do the same whatever state it was started in.
func prepareProcess() {
  _ = standInStreams
  // A pipe that nobody reads is an error of the write; a run goes on without its progress.
  signal(SIGPIPE, SIG_IGN)
  // Swift's runtime would look for a backtrace for seconds, and then go on.
  for number in [SIGQUIT, SIGABRT] { signal(number, SIG_DFL) }
}

/// Files in place of the standard streams that are closed, so that no journal gets their numbers; they cannot be written.
private let standInStreams: [FileHandle] = {
  var standIns: [FileHandle] = []
  while let handle = FileHandle(forReadingAtPath: "/dev/null"),
    handle.fileDescriptor <= STDERR_FILENO
  {
    standIns.append(handle)
  }
  return standIns
}()
