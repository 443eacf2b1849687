import Foundation
import RunJournal

/// Writes a text for a person, and the end of its last line, to standard output.
///
/// - Throws: `OutputNotWritten`.
func show(_ text: String) throws {
  try writeOutput(text.visible + "\n")
}

/// Writes a text for another program to standard output as it is; a terminal gets visible characters alone.
///
/// - Throws: `OutputNotWritten`.
func emit(_ text: String) throws {
  let isTerminal = isatty(FileHandle.standardOutput.fileDescriptor) == 1
  try writeOutput(isTerminal ? text.visible : text)
}

private func writeOutput(_ text: String) throws {
  do {
    try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
  } catch {
    throw OutputNotWritten(reason: error.systemReason, hasNoReader: isBrokenPipe(error))
  }
}

/// Whether the other end of a pipe is closed.
func isBrokenPipe(_ error: any Error) -> Bool {
  let error = error as NSError
  let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
  return cause.domain == NSPOSIXErrorDomain && cause.code == Int(EPIPE)
}

/// Standard output could not be written.
struct OutputNotWritten: Error, CustomStringConvertible {
  let reason: String

  /// Whether it is a pipe that nobody reads any more, as that of `autosem report … | head -1`.
  let hasNoReader: Bool

  /// The failure as a sentence.
  var description: String { "standard output could not be written: \(reason)" }
}
