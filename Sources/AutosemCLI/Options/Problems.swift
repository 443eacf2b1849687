import ArgumentParser
import Foundation

/// Runs the part of a command before the run itself, whose errors are the input's: exit code 2.
func reportingProblems<Result>(_ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let error as ValidationError {
    throw error
  } catch {
    complain("\(error)")
    throw ExitCode(2)
  }
}

/// Prints an error for a person.
func complain(_ message: String) {
  printForPerson("autosem: \(message)\n")
}

/// Writes to standard error; a failure to write, on a full disk for example, must not end the run.
func printForPerson(_ text: String) {
  try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
}

/// A path as an argument that can be pasted into a shell.
func quoted(_ path: String) -> String {
  let isPlain = path.allSatisfy { $0.isLetter || $0.isNumber || "/._-+=:@%".contains($0) }
  return isPlain ? path : "'\(path.replacing("'", with: #"'\''"#))'"
}
