import ArgumentParser

/// The options of what a run prints.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Show no progress.")
  var quiet = false

  @Flag(help: "Print the result as JSON instead of the summary.")
  var json = false
}
