import AutoSeM
import ExperimentFiles
import Testing

@Suite struct EffortTests {
  private func resolved(_ text: String) throws -> ResolvedExperiment {
    try ExperimentFile(text: "primary: rte\n" + text, name: "a.yml").resolved()
  }

  @Test func aQuickSearchCostsLessAndAThoroughOneMore() throws {
    let batches = try Effort.allCases.map {
      try resolved("effort: \($0.rawValue)").search.expectedBatches
    }
    #expect(batches[0] * 2 < batches[1] && batches[1] * 2 < batches[2])
    #expect(try resolved("").search.expectedBatches == batches[1])
  }

  @Test func whatIsGivenStays() throws {
    let experiment = try resolved(
      "effort: thorough\nselection: {rounds: 0}\nmixing: {trials: 7}\nconfirmation: {seeds: 3}")
    #expect(experiment.search.selection.rounds == 0)
    #expect(experiment.search.mixing.trials == 7 && experiment.search.mixing.initialTrials == 7)
    #expect(experiment.search.confirmation.seeds == 3)
  }

  @Test func theDesignIsNeverLargerThanTheTrials() throws {
    for effort in Effort.allCases {
      for trials in [1, 5, 9] {
        let mixing = try resolved("effort: \(effort.rawValue)\nmixing: {trials: \(trials)}").search
          .mixing
        #expect(mixing.initialTrials <= mixing.trials)
      }
    }
  }
}
