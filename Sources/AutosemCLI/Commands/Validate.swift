import ArgumentParser
import ExperimentFiles

/// `autosem validate`.
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks an experiment and its data without running it.",
    discussion: "Prints every problem with its line and column, or a summary of what would run.")

  @OptionGroup var experiment: ExperimentOptions

  func run() throws {
    try reportingProblems {
      let prepared = try experiment.resolved().prepared()
      print(prepared.summary())
    }
  }
}
