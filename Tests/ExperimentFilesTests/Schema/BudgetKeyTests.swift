import AutoSeM
import ExperimentFiles
import Testing

@Suite struct BudgetKeyTests {
  private func resolved(_ text: String) throws -> ResolvedExperiment {
    try ExperimentFile(text: "primary: rte\n" + text, name: "test.yml").resolved()
  }

  @Test func pullsTrialsAndSeedsFollowFromTheBudget() throws {
    let search = try resolved("budget: 20").search
    #expect(search.selection.rounds == 0 && search.mixing.trials == 16)
    #expect(search.confirmation.seeds == 1 && search.mixing.initialTrials == 8)
    #expect(try resolved("budget: 40").search.mixing.trials == 28)
    #expect(try resolved("budget: 40").search.confirmation.seeds == 3)
    #expect(try resolved("budget: 6000 batches").search == search)
    let few = try resolved("budget: 9").search
    #expect(few.mixing.trials == 0 && few.confirmation.seeds == 3)
  }

  @Test func keysThatAreGivenOverruleTheBudget() throws {
    let experiment = try resolved(
      "budget: 20\nselection: {rounds: 40}\nmixing: {trials: 5}\nconfirmation: {seeds: 4}")
    #expect(experiment.search.selection.rounds == 40)
    #expect(experiment.search.mixing.trials == 5 && experiment.search.mixing.initialTrials == 5)
    #expect(experiment.search.confirmation.seeds == 4)
  }

  @Test func aTimeWaitsForAMeasurement() throws {
    let experiment = try resolved("budget: 2h")
    #expect(experiment.budget == .seconds(7_200))
    #expect(experiment.search == SearchSettings())
    #expect(try ResolvedExperiment(json: experiment.json()).budget == .seconds(7_200))
  }

  @Test func anotherTextIsAProblemWithItsPlace() throws {
    let error = try #require(throws: ExperimentFileError.self) { try resolved("budget: soon") }
    #expect("\(error)".contains("test.yml:2:9"), "\(error)")
    #expect("\(error)".contains("such as '20000 batches'"), "\(error)")
  }
}
