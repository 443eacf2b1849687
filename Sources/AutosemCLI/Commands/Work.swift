import ArgumentParser
import Execution
import ExperimentFiles
import Foundation

/// `autosem worker`, which executors start.
struct Work: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker",
    abstract: "Trains the jobs that another autosem gives to it.",
    shouldDisplay: false)

  @Argument(help: "The folder of the jobs.")
  var jobs: String

  @Option(help: "The most memory that this process may take, such as 8G.")
  var memory: String?

  @Option(help: "The name of the one job of the folder to train.")
  var job: String?

  func run() throws {
    try memory.flatMap { MemorySize(rawValue: $0) }?.limitThisProcess()
    // Whatever a library prints must not get between the replies.
    let output = FileHandle(fileDescriptor: dup(STDOUT_FILENO), closeOnDealloc: false)
    dup2(STDERR_FILENO, STDOUT_FILENO)
    let folder = URL(filePath: jobs)
    let prepared = try reportingProblems {
      let order = try WorkOrder(contentsOf: folder.appending(path: WorkOrder.fileName))
      let prepared = try ResolvedExperiment(json: order.experiment).withKernels().prepared()
      try prepared.checkData(fingerprint: order.fingerprint)
      return prepared
    }
    if let job {
      try prepared.openLog(in: folder.appending(path: job))
      return try Worker(prepared.factory).run(jobNamed: job, in: folder)
    }
    let own = folder.appending(path: "worker-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    try prepared.openLog(in: own)
    try Worker(prepared.factory).serve(.standardInput, output)
  }
}
