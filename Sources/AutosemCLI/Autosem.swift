import ArgumentParser
import RunJournal

/// The tool.
@main
struct Autosem: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "autosem",
    abstract: "Finds the data sets that help your task, and how much of each to train with.",
    discussion: """
      The task that matters is the primary one; all others are auxiliary. A bandit selects the auxiliary tasks \
      that help. Bayesian optimisation finds the shares of the tasks in training. The best mixture is then \
      trained again and measured on a test split that the search has not seen.

        autosem --primary rte                 search on the built-in synthetic tasks
        autosem --primary rte --data glue     search on GLUE's folders
        autosem init tickets.csv mails.csv    write an experiment file for your own files
        autosem run experiment.yml            search as an experiment file says
        autosem resume runs/rte               continue a run that was stopped

      docs/README.md lists the documents.
      """,
    version: RunHeader.currentVersion,
    subcommands: [
      Run.self, Resume.self, Watch.self, Serve.self, Report.self, Trials.self, Export.self,
      Init.self,
      Validate.self,
      Tasks.self, Compare.self, Fit.self, Optimize.self,
    ],
    defaultSubcommand: Run.self)
}
