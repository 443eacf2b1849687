import ArgumentParser
import Reports

/// The option of every command that prints a result.
struct JSONOption: ParsableArguments {
  @Flag(help: "Print the result as JSON instead of the summary.")
  var json = false

  /// Checks that no other form is asked for.
  func checkAlone(beside format: (some Any)?) throws {
    if json, format != nil {
      throw ValidationError("--json and --format exclude each other")
    }
  }
}

/// Prints a result as JSON.
///
/// - Throws: `OutputNotWritten`; `EncodingError` for a number that JSON cannot hold.
func emit(json result: some Encodable) throws {
  try emit(resultJSON(result))
}
