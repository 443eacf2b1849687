import AutoSeM
import ExperimentFiles
import Testing
import TorchTrainer

@Suite struct ResolvedExperimentTests {
  @Test(arguments: ExperimentMode.allCases)
  func anExperimentReadsBackFromItsJSON(mode: ExperimentMode) throws {
    var experiment = ResolvedExperiment(mode: mode, primary: "rte")
    experiment.auxiliary = ["mnli"]
    experiment.data = "/data/glue"
    experiment.search.seed = .max
    experiment.trainer.learningRate = 0.1 + 0.2
    let json = try experiment.json()
    #expect(try ResolvedExperiment(json: json) == experiment)
    let plain = ResolvedExperiment(mode: mode, primary: "rte")
    #expect(try ResolvedExperiment(json: plain.json()) == plain)
  }

  @Test func theJSONHasTheWordsOfAFileInTheOrderOfTheAlphabet() throws {
    let json = try ResolvedExperiment(primary: "rte").json()
    #expect(
      json.contains(
        ",\"mode\":\"default\",\"primary\":\"rte\",\"search\":{\"confirmation\":{"))
    #expect(json.contains("\"batches_per_pull\":300"))
    #expect(!json.contains("\n"))
    #expect(try ResolvedExperiment(primary: "rte").json() == json)
  }

  @Test(arguments: ["", "{}", "[1]", "{\"mode\":\"default\",\"primary\":\"rte\"}"])
  func jsonOfSomethingElseIsRefused(json: String) {
    #expect {
      try ResolvedExperiment(json: json)
    } throws: { error in
      guard case .unreadableJSON? = error as? ExperimentFileError else { return false }
      return true
    }
  }
}

@Suite struct JournaledNumberTests {
  private func reason(
    budget: Budget? = nil, _ change: (inout ResolvedExperiment) -> Void
  ) throws -> String? {
    var experiment = ResolvedExperiment(primary: "rte")
    experiment.budget = budget
    change(&experiment)
    do {
      _ = try ResolvedExperiment(json: experiment.json())
      return nil
    } catch ExperimentFileError.unreadableJSON(let reason) {
      return reason
    }
  }

  @Test func aNumberThatNoFileMayHaveIsRefused() throws {
    #expect(
      try reason { $0.trainer.hiddenDimension = 0 }
        == "'trainer.hidden_dimension': a whole number from 1 to 65536 was expected, got 0")
    #expect(
      try reason { $0.search.selection.rounds = -14 }
        == "'selection.rounds': a whole number from 0 to 1000000 was expected, got -14")
    #expect(
      try reason { $0.trainer.learningRate = 1e300 }
        == "'trainer.learning_rate': a number above 0 and at most 10 was expected, got 1e+300")
  }

  @Test func aSmallBudgetDecidesOnFewerThanAFileMayAskFor() throws {
    let none = { (experiment: inout ResolvedExperiment) in
      (experiment.search.mixing.trials, experiment.search.mixing.initialTrials) = (0, 0)
      experiment.search.confirmation.seeds = 1
    }
    #expect(try reason(budget: .trainings(4), none) == nil)
    #expect(try reason(none) != nil)
  }
}

@Suite struct BudgetTests {
  private func resolved(_ text: String) throws -> SearchSettings {
    try ExperimentFile(text: text, name: "a.yml").resolved(availableTasks: { _ in nil }).search
  }

  @Test func realDataIsTrainedLongerUnlessTheFileSaysHowLong() throws {
    let synthetic = try resolved("primary: rte")
    #expect(synthetic.mixing.steps == 300 && synthetic.selection.batchesPerPull == 300)
    let real = try resolved("primary: rte\ndata: glue")
    #expect(real.mixing.steps == 1_200 && real.selection.batchesPerPull == 1_200)
    let given = try resolved(
      "primary: rte\ndata: glue\nmixing: {steps: 7}\nselection: {batches_per_pull: 5}")
    #expect(given.mixing.steps == 7 && given.selection.batchesPerPull == 5)
    let paper = try resolved("primary: rte\ndata: glue\nmode: paper")
    #expect(paper.mixing.steps == 1_200 && paper.selection.batchesPerPull == 10)
  }
}
