import Foundation
import RunJournal
import Testing

@testable import ExperimentTracking

@Suite struct MLflowRecordsTests {
  private func records(
    _ point: TrackedRuns.Point = .confirmation, partial: Bool = false
  ) throws -> MLflowRecords {
    try MLflowRecords(
      of: TrackedRuns.search(upTo: point, partial: partial), name: "rte", settings: ["seed": "1"])
  }

  @Test func aTrialIsANestedRunWithItsShares() throws {
    let records = try records()
    #expect(records.children.map(\.key) == (0..<4).map { "trial \($0)" })
    #expect(records.children.map(\.run.end) == ["FINISHED", "FAILED", "FINISHED", "FINISHED"])
    let last = records.children[3].run
    #expect(last.parameters["share of mnli"] == "0.75")
    #expect(last.metrics.map(\.key) == ["metric", "loss"])
    #expect(records.children[1].run.tags["autosem.failure"] == "exit code 1")
    #expect(records.parent.parameters == ["seed": "1"])
    #expect(records.parent.end == "FINISHED")
    #expect(records.parent.tags["autosem.verdict"]?.isEmpty == false)
  }

  @Test func aPartialTrialHasAValueForEachMeasurement() throws {
    let first = try records(partial: true).children[0].run
    #expect(first.metrics.filter { $0.key == "loss" }.map(\.step) == [75, 100])
  }

  @Test func aRunOnItsWayTellsWhatItsEndTells() throws {
    let whole = try records()
    for point in TrackedRuns.Point.allCases {
      let part = try records(point)
      for metric in part.parent.metrics { #expect(whole.parent.metrics.contains(metric)) }
      let keys = part.parent.metrics.map { "\($0.step) \($0.key)" }
      #expect(Set(keys).count == keys.count)
      #expect(point == .confirmation || part.parent.end == nil)
      for (key, run) in part.children {
        #expect(whole.children.first { $0.key == key }?.run == run)
      }
    }
  }

  @Test(arguments: ["", "localhost:5000", "ftp://a", "http://", "file:///etc"])
  func anAddressThatIsNoneIsRefused(text: String) {
    #expect(throws: MLflowError.noAddress(text)) { try MLflowServer(address: text) }
  }

  @Test func aServerThatIsDownIsAnError() throws {
    var recorder = MLflowRecorder(
      server: try MLflowServer(address: "http://127.0.0.1:1", patience: 2),
      journal: try TrackedRuns.search(), folder: URL(filePath: "/runs/rte"), settings: [:],
      begun: .now)
    #expect(throws: MLflowError.self) { try recorder.update() }
  }
}
