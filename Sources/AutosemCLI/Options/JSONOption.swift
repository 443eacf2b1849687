import ArgumentParser

/// The option of every command that prints a result.
struct JSONOption: ParsableArguments {
  @Flag(help: "Print the result as JSON instead of the summary.")
  var json = false
}
