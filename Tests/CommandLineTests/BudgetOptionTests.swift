import Foundation
import TestSupport
import Testing

@Suite struct BudgetOptionTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func aDryRunSaysWhatTheBudgetIsSpentOnAndLeavesNothing() throws {
    let run = folder.path("run")
    let result = try Tool.run("--primary", "rte", "--budget", "20", "--dry-run", "--output", run)
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output.contains(
        "budget: 20 trainings: no stage one, 16 trials of 300, confirmation on 1 seed\ntime: about "
      ))
    #expect(!FileManager.default.fileExists(atPath: run))
  }

  @Test func aTimeBecomesTrainings() throws {
    let result = try Tool.run("--primary", "rte", "--budget", "1 min", "--dry-run")
    let match = try #require(result.output.firstMatch(of: #/budget: ([0-9]+) trainings: /#))
    #expect(try #require(Int(match.1)) >= 1)
  }

  @Test func theTimeOfScoresIsNotKnown() throws {
    let result = try Tool.run("validate", "experiments/command/score.yml", "--budget", "1h")
    #expect(result.status == 2)
    #expect(result.errors.contains("'budget': '1 h' is a time"), "\(result.errors)")
  }

  @Test func fewTrainingsAreEqualSharesSideBySideWithThePlainMixtures() throws {
    let result = try Tool.run(
      "--primary", "rte", "--auxiliary", "mnli", "--budget", "6", "--set", "mixing.steps=30",
      "--quiet", "--output", folder.path("run"))
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("0 in stage two, 180 in confirmation"), "\(result.output)")
  }

  @Test func aTimeForDataFilesDraftsTheExperimentOnce() throws {
    let rows = (0..<60).map { "word\($0) text\($0 * 7),\($0 % 2)\n" }.joined()
    let files = try ["p.csv", "q.csv"].map { try folder.write("text,label\n" + rows, to: $0) }
    let result = try Tool.run(
      "--primary", files[0], "--auxiliary", files[1], "--budget", "1 min", "--dry-run",
      "--set", "leaks=keep", in: URL(filePath: folder.path("")))
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count { $0.contains("wrote ") } == 1)
  }
}
