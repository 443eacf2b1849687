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
  FileHandle.standardError.write(Data("autosem: \(message)\n".utf8))
}
