import AutoSeM
import Execution
import ExperimentFiles
import Foundation
import RunJournal

extension PreparedExperiment {
  /// Returns where the jobs of a run are trained; nil for threads of this process.
  ///
  /// - Parameters:
  ///   - folder: The folder of the run.
  ///   - header: The header of its journal, which the workers go by.
  /// - Throws: What Foundation throws when the workers' files cannot be written.
  func executor(in folder: URL, header: RunHeader) throws -> (any Executor)? {
    let (settings, workers) = (experiment.executor, experiment.search.workers)
    guard settings.kind != .threads else { return nil }
    let jobs = folder.absoluteURL.standardizedFileURL.appending(path: "jobs")
    try WorkOrder(experiment: header.experiment, fingerprint: header.fingerprint).write(into: jobs)
    let path = jobs.path(percentEncoded: false)
    let command = [try ownProgram(), "worker", path]
    switch settings.kind {
    case .threads: return nil
    case .slurm: return SlurmExecutor(command: command, jobs: jobs, settings: settings)
    case .processes:
      return ProcessExecutor(command: command, in: path, workers: workers, settings: settings)
    }
  }
}

/// The file of this program.
private func ownProgram() throws -> String {
  let program = Bundle.main.executablePath ?? CommandLine.arguments[0]
  return URL(filePath: program).resolvingSymlinksInPath().path(percentEncoded: false)
}
