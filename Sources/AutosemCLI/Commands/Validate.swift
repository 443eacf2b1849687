import ArgumentParser
import ExperimentFiles

/// `autosem validate`.
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says all that is wrong with an experiment, without running it.")

  @OptionGroup var experiment: ExperimentOptions

  func run() throws {
    try reportingProblems {
      let prepared = try experiment.resolved().prepared()
      print(prepared.summary())
    }
  }
}
