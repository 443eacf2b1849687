import Multitask
import TestSupport
import Testing
import TrainerConformance

@Suite struct CheckTrainerTests {
  @Test func aCorrectTrainerConforms() throws {
    try checkTrainer(SampleFactory())
  }

  @Test func theToyTrainerConforms() throws {
    try checkTrainer(ToyTrainerFactory(transfers: [0.3, 0.9, -0.4]))
  }

  @Test(arguments: [
    (
      SampleFactory.Fault.evaluationTrains,
      "a second evaluation of 'a' differs from the first"
    ),
    (.evaluationTrains, "a model that was evaluated differs from one that was not"),
    (.hiddenState, "two trainers with the same seed give different numbers"),
    (.ignoredSeed, "trainers with different seeds give the same numbers"),
    (.forgetfulSnapshot, "a trainer does not return to its own snapshot"),
    (.forgetfulSnapshot, "a new trainer does not continue from another's snapshot"),
    (.callsMatter, "8 batches in calls of 1 and in one call give different models"),
    (.carelessRestore, "a snapshot that is cut short is restored, where an error is expected"),
    (.carelessRestore, "a snapshot that is too long is restored, where an error is expected"),
    (.notANumber, "training on 'b' gives the losses [nan, nan], where finite numbers are expected"),
    (
      .fewExamples,
      "the evaluation of 'a' on validation reports 3 examples, where all 10 are expected"
    ),
    (
      .failingEvaluation,
      "saving and restoring throws an error: a snapshot of 0 bytes was cut short or changed, or is another "
        + "command's"
    ),
  ])
  func aWrongTrainerIsCaught(fault: SampleFactory.Fault, sentence: String) throws {
    let violations = try #require(
      #expect(throws: TrainerViolations.self) { try checkTrainer(SampleFactory(fault: fault)) })
    #expect(violations.sentences.contains(sentence), "\(violations)")
    #expect(violations.description.contains("\n  - " + sentence))
  }

  @Test func aFaultOnATaskThatIsNotMeasuredIsNotLookedFor() throws {
    try checkTrainer(SampleFactory(fault: .failingEvaluation), measuring: [])
  }
}
