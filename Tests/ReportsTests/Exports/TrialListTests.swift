import AutoSeM
import Reports
import RunJournal
import Testing

@Suite struct TrialListTests {
  private func outcome(_ sample: RunSample = RunSample()) throws -> Outcome {
    try Outcome(of: sample.journal())
  }

  @Test func allTrialsAreListedWithTheirFailures() throws {
    let lines = try TrialList(outcome()).text.split(separator: "\n")
    #expect(lines.count == 11)
    #expect(lines[1].contains("uniform"))
    #expect(lines[4].hasSuffix("failed: exit code 1 </td><script>"))
  }

  /// The scores of trials 1 and 4 are 0.7026 and 0.6983.
  @Test func theBestComeFirst() throws {
    let list = try TrialList(outcome(), best: 2)
    let trials = list.csv.split(separator: "\n").dropFirst().map { $0.prefix { $0 != "," } }
    #expect(trials == ["1", "4"])
    let all = try TrialList(outcome(), best: 100)
    #expect(all.csv.split(separator: "\n").count == 10)
    let losses = all.csv.split(separator: "\n").dropFirst().map {
      Double($0.split(separator: ",", omittingEmptySubsequences: false)[7]) ?? .nan
    }
    #expect(losses == losses.sorted())
  }

  @Test func aTrialAloneHasAllItsMeasurements() throws {
    var sample = RunSample()
    sample.isPartial = true
    let outcome = try outcome(sample)
    let list = try #require(TrialList(outcome).only(2))
    #expect(list.csv.split(separator: "\n").count == 3)
    #expect(TrialList(outcome).only(99) == nil)
    // The best are those that were trained to the end.
    #expect(TrialList(outcome, best: 100).csv.split(separator: "\n").count == 10)
  }

  @Test func csvAndJSONHaveAColumnForEachTask() throws {
    var sample = RunSample()
    sample.names = ["rte", "a,b", "c\"d", "e"]
    let outcome = try outcome(sample)
    #expect(
      TrialList(outcome).csv.hasPrefix(
        "trial,proposal,seed,reached,batches,seconds,metric,loss,examples,failure,share of rte,"
          + "\"share of a,b\",\"share of c\"\"d\",share of e\n"))
    let json = try TrialList(outcome).json()
    #expect(json.contains(#""a,b" : "#))
    #expect(json.contains(#""failure" : "exit code 1 </td><script>""#))
  }
}
