import ArgumentParser
import RunJournal

/// The tool.
@main
struct Autosem: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "autosem",
    abstract: "Chooses auxiliary tasks and their mixing ratio for the task that matters.",
    discussion: """
      A bandit finds out which tasks help the primary one, Bayesian optimisation finds how much of \
      each to mix in, and a test split that neither has seen says what the mixture is worth.
      """,
    version: RunHeader.currentVersion,
    subcommands: [
      Run.self, Resume.self, Report.self, Export.self, Validate.self, Tasks.self, Compare.self,
      Optimize.self,
    ],
    defaultSubcommand: Run.self)
}
