import ArgumentParser
import ExperimentFiles
import Foundation
import GSLNumerics
import RunJournal

/// Runs the part of a command before the run itself, whose errors are mostly the input's: exit code 2.
func reportingProblems<Result>(_ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let error as ValidationError {
    throw error
  } catch let error as ExitCode {
    throw error
  } catch let error as OutputNotWritten where error.hasNoReader {
    throw ExitCode.brokenPipe
  } catch {
    complain(sentence(of: error))
    throw ExitCode(isOfTheInput(error) ? 2 : 1)
  }
}

extension ExitCode {
  /// What a shell reports of a program that SIGPIPE ended.
  static let brokenPipe = ExitCode(128 + SIGPIPE)
}

/// Whether an error is one of the experiment or its data, rather than one of a file that autosem wrote or was to write.
private func isOfTheInput(_ error: any Error) -> Bool {
  switch error {
  case is OutputNotWritten, is ReportNotWritten, is BLASMemoryError, JournalError.damaged,
    ExperimentFileError.unreadableJSON:
    false
  default: true
  }
}

/// An error as a sentence; of a file, what the system says of it.
func sentence(of error: any Error) -> String {
  let system = error as NSError
  guard [NSCocoaErrorDomain, NSPOSIXErrorDomain].contains(system.domain) else { return "\(error)" }
  let path = system.userInfo[NSFilePathErrorKey] as? String
  return (path.map { "'\($0)': " } ?? "") + error.systemReason
}

/// Prints an error for a person.
func complain(_ message: String) {
  printForPerson("autosem: \(message)\n")
}

/// Writes to standard error; a failure to write, on a full disk for example, must not end the run.
func printForPerson(_ text: String) {
  writeErrors(text.visible)
}

/// Writes to standard error as it is: sequences of a terminal, around texts that cannot change it.
func writeErrors(_ text: String) {
  try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
}

/// A path as an argument that can be pasted into a shell.
func quoted(_ path: String) -> String {
  let isPlain = path.allSatisfy { $0.isLetter || $0.isNumber || "/._-+=:@%".contains($0) }
  return isPlain ? path : "'\(path.replacing("'", with: #"'\''"#))'"
}
