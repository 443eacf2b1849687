import TestSupport

/// An experiment whose scores come from a shell.
struct ScoreExperiment {
  let folder: TemporaryFolder
  let file: String

  /// The folder of the run.
  var run: String { folder.path("run") }

  /// Writes the experiment.
  ///
  /// - Parameter script: Prints the score.
  init(_ script: String = "echo 0.{seed}", trials: Int = 2) throws {
    folder = try TemporaryFolder()
    file = try folder.write(
      """
      primary: target
      auxiliary: [near, far]
      trainer: {kind: score, command: [sh, -c, "\(script)"]}
      mixing: {trials: \(trials), initial_trials: 2}
      confirmation: {seeds: 2}
      output: run

      """, to: "experiment.yml")
  }
}
