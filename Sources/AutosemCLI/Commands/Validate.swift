import ArgumentParser
import AutoSeM
import ExperimentFiles

/// `autosem validate`.
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks an experiment and its data without running it.",
    discussion: """
      Prints every problem with its line and column, or a summary of the run. A command is started once: a trainer \
      trains one batch, a scorer scores the equal mixture, and their answers are printed.
      """)

  @OptionGroup var experiment: ExperimentOptions
  @OptionGroup var form: JSONOption

  func run() throws {
    try reportingProblems {
      let resolve = try experiment.resolver()
      let prepared = try resolve([]).prepared(progress: encodingLines()).measuringTime(resolve)
      if form.json {
        var plan = prepared.plan
        let answers = try prepared.commandAnswers()
        plan.answers = answers.isEmpty ? nil : answers
        return try emit(json: plan)
      }
      try show(prepared.summary())
      let start = ContinuousClock.now
      let answers = try prepared.commandAnswers()
      guard !answers.isEmpty else { return }
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      try show("the command answered in \(fixed(seconds, 1)) s:")
      for answer in answers { try show("  \(answer)") }
    }
  }
}
