import ArgumentParser
import Foundation

/// Does what comes before a run; what goes wrong there is the input's fault: exit code 2.
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

/// Writes to standard error; where nobody can read it, on a full disk say, the run matters more.
func printForPerson(_ text: String) {
  try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
}
