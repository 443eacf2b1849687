import ArgumentParser
import Foundation
import GSLNumerics
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
        autosem predict runs/rte new.csv      predict with the model that a run has kept

      docs/README.md lists the documents.
      """,
    version: RunHeader.currentVersion,
    subcommands: [
      Run.self, Resume.self, Recover.self, Watch.self, Serve.self, Report.self, Trials.self,
      Export.self, Predict.self, Init.self, Validate.self, Tasks.self, Compare.self, Fit.self,
      Optimize.self,
      Work.self,
    ],
    defaultSubcommand: Run.self)

  /// Runs the command of the arguments, and ends the process with its exit code.
  static func main() async {
    prepareProcess()
    do {
      var command = try parseAsRoot()
      // The command that prints help needs no memory.
      if configuration.subcommands.contains(where: { $0 == type(of: command) }) {
        try reportingProblems { try BLAS.reserveBuffers(for: 1) }
      }
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      exit(with: error)
    }
  }

  /// Prints what an error, or the wish for help, has to say, and ends the process.
  private static func exit(with error: any Error) -> Never {
    let (code, message) = (exitCode(for: error), fullMessage(for: error))
    guard code == .success, !message.isEmpty else {
      if !message.isEmpty { printForPerson(message + "\n") }
      Foundation.exit(code.rawValue)
    }
    do {
      try reportingProblems { try emit(message + "\n") }
      Foundation.exit(code.rawValue)
    } catch {
      Foundation.exit(exitCode(for: error).rawValue)
    }
  }
}
