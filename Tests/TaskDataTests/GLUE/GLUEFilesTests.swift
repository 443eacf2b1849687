import Foundation
import TaskData
import TestSupport
import Testing

/// The real files, where they are beside the package.
@Suite struct GLUEFilesTests {
  private static let folder = repositoryRoot.deletingLastPathComponent().appending(
    path: "shared/data/glue")

  private static var isThere: Bool {
    FileManager.default.fileExists(atPath: folder.path(percentEncoded: false))
  }

  @Test(.enabled(if: isThere, "GLUE's files are not at ../shared/data/glue"))
  func everyRowIsReadWithinSeconds() throws {
    let suite = try TaskSuite.glue(from: Self.folder)
    let counts = suite.tasks.map { "\($0.name) \($0.training.count) \($0.test.count)" }
    #expect(
      counts == [
        "rte 2490 277", "mrpc 3668 408", "qnli 9999 5463", "cola 8551 1043", "sst2 67349 872",
        "stsb 5749 1500", "wnli 635 71", "qqp 8999 1000", "mnli 9999 9815",
      ])
    let positive = try suite.task(named: "mrpc").training.count { $0.target == 1 }
    #expect(positive == 2_474)
    let scores = try suite.task(named: "stsb").test.map(\.target)
    #expect(abs(scores.reduce(0, +) / Double(scores.count) - 2.364) < 0.0005)
  }
}
