import AutoSeM
import ExperimentFiles
import Foundation
import TaskData
import TestSupport
import Testing

/// Merge keys and keys that only hold anchors; the ▸ stands before what is wrong.
@Suite struct MergeKeyTests {
  @Test func mergedKeysAreReadAndAMappingsOwnTakePrecedence() throws {
    let experiment = try resolved(
      """
      x-short: &short {trials: 5, steps: 40}
      x-long: &long {steps: 90, primary_share: 0.3}
      primary: rte
      mixing: {<<: [*short, *long], trials: 7}
      """)
    #expect(experiment.search.mixing.trials == 7)
    #expect(experiment.search.mixing.steps == 40)
    #expect(experiment.search.mixing.primaryShare == 0.3)
  }

  @Test func mergedKeysMayBeMergedAgain() throws {
    let experiment = try resolved(
      """
      x-a: &a {trials: 5, steps: 40}
      x-b: &b {<<: *a, steps: 50}
      <<: {seed: 3, mixing: {<<: *b}}
      primary: rte
      """)
    #expect(experiment.search.seed == 3)
    #expect(experiment.search.mixing.trials == 5)
    #expect(experiment.search.mixing.steps == 50)
  }

  @Test func aMappingOfAnotherTaskMayBeMerged() throws {
    let folder = try TemporaryFolder()
    try folder.write("t,y\na,1\nb,2\nc,1\nd,2\n", to: "a.csv")
    let file = try folder.write(
      """
      primary: p
      tasks:
        p: &p {train: a.csv, text: t, label: y}
        q:
          <<: *p
          limit: 2
      """, to: "a.yml")
    let experiment = try ExperimentFile(contentsOf: URL(filePath: file)).resolved()
    #expect(experiment.tasks?.map(\.label) == ["y", "y"])
    #expect(experiment.tasks?.map(\.limit) == [nil, 2])
  }

  @Test func whatIsWrongInAMergedMappingHasItsPositionThere() {
    expect(
      """
      x-short: &short
        trials: ▸none
        ▸step: 4
      primary: rte
      mixing: {<<: *short}
      """,
      gives: [
        "'mixing.trials': a whole number from 1 to 100000 was expected, got none",
        "unknown key 'step' under 'mixing': did you mean 'steps'?",
      ])
  }

  @Test(arguments: [
    ("▸5", "5"), ("[*a, ▸b]", "b"), ("▸", "nothing"),
  ])
  func onlyKeysCanBeMerged(value: String, found: String) {
    expect(
      "x-a: &a {trials: 5}\nprimary: rte\nmixing: {<<: \(value)}",
      gives: [
        "'<<': an alias of keys, such as *shared, or a list of such was expected, got \(found)"
      ])
  }

  @Test func twoMergeKeysAreAsGoodAsAList() throws {
    let experiment = try resolved(
      "x-a: &a {trials: 5}\nx-b: &b {trials: 6, steps: 9}\nprimary: rte\nmixing:\n  <<: *a\n  <<: *b\n"
    )
    #expect(experiment.search.mixing.trials == 5)
    #expect(experiment.search.mixing.steps == 9)
  }

  @Test func onlyKeysAtTheTopMayBeginWithX() {
    expect(
      "x-anything: [1, {a: b}]\nprimary: rte\nmixing: {▸x-y: 1}",
      gives: [
        "unknown key 'x-y' under 'mixing': the keys there are trials, steps, initial_trials, "
          + "proposed_together, proposals, fidelity, partial_share, stop, target, patience, space, primary_share, acquisition, "
          + "hyperparameter_samples, prior, random_numbers, schedule, objective, runs, "
          + "runs_objective, runs_steps, runs_model_size, runs_repeats"
      ])
  }

  @Test func repetitionDoesNotStopTheProgram() throws {
    let doubling = (1...60).map { "x-\($0): &a\($0) {<<: [*a\($0 - 1), *a\($0 - 1)], [k\($0)]: 1}" }
    let text = (["x-0: &a0 {trials: 5}"] + doubling + ["primary: rte", "mixing: {<<: *a60}"])
    #expect(try resolved(text.joined(separator: "\n")).search.mixing.trials == 5)
  }

  @Test(.enabled(if: sharedCase("merge-keys") != nil, "shared/cases is absent"))
  func theCaseIsMerged() throws {
    let file = try #require(sharedCase("merge-keys")).appending(path: "experiment.yml")
    let tasks = try #require(try ExperimentFile(contentsOf: file).resolved().tasks)
    #expect(tasks.map(\.name) == ["p", "q"])
    #expect(tasks.map(\.text) == [["text"], ["text"]])
    #expect(tasks.map(\.label) == ["y", "y"])
    #expect(tasks.map(\.train).map { $0[0].hasSuffix("leak-case/train.csv") } == [true, false])
  }
}
