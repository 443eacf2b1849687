import Multitask

/// A correct trainer of two tasks, and ways in which one may be wrong.
struct SampleFactory: TrainerFactory {
  /// A rule that a trainer breaks.
  enum Fault {
    case evaluationTrains, hiddenState, ignoredSeed, forgetfulSnapshot, callsMatter, carelessRestore
    case notANumber, fewExamples, failingEvaluation
  }

  /// The fault; nil for none.
  var fault: Fault?

  let tasks = TaskList(
    primary: TaskSummary("a", trainingExamples: 40, validationExamples: 10),
    auxiliaries: [TaskSummary("b", trainingExamples: 40, validationExamples: 10)])

  func makeTrainer(seed: UInt64) throws -> any Trainer {
    SampleTrainer(
      seed: fault == .ignoredSeed
        ? 0 : seed + (fault == .hiddenState ? UInt64.random(in: 1...1 << 40) : 0),
      fault: fault)
  }
}

/// A number that each batch moves; the order of the batches matters.
final class SampleTrainer: CheckpointingTrainer {
  private let fault: SampleFactory.Fault?
  private var state: UInt64
  private var batches: UInt64 = 0

  init(seed: UInt64, fault: SampleFactory.Fault?) {
    self.fault = fault
    state = seed
  }

  private var loss: Double { Double((state &* 0x9E37_79B9_7F4A_7C15) >> 40) / 0x1p24 }

  func train(on tasks: [TaskIndex]) throws -> TrainingSignal {
    if fault == .callsMatter { advance(by: 7) }
    var losses: [Double] = []
    for task in tasks {
      losses.append(fault == .notANumber ? .nan : loss)
      batches += 1
      advance(by: UInt64(task.rawValue) + batches)
    }
    return TrainingSignal(losses: losses, examples: 8 * tasks.count)
  }

  func evaluate(task: TaskIndex, split: Split) throws -> Evaluation {
    if fault == .failingEvaluation { throw TrainerError.damagedSnapshot(bytes: 0) }
    let evaluation = Evaluation(
      metric: 1 - loss, loss: loss,
      examples: fault == .fewExamples ? 3 : split == .training ? 40 : 10)
    if fault == .evaluationTrains { advance(by: 1) }
    return evaluation
  }

  func snapshot() throws -> TrainerSnapshot {
    let numbers = [state, fault == .forgetfulSnapshot ? 0 : batches]
    return TrainerSnapshot(
      bytes: numbers.flatMap { number in
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
      })
  }

  func restore(_ snapshot: TrainerSnapshot) throws {
    let bytes = snapshot.bytes + (fault == .carelessRestore ? [0] : [])
    guard fault == .carelessRestore || bytes.count == 16 else {
      throw TrainerError.damagedSnapshot(bytes: bytes.count)
    }
    func number(_ start: Int) -> UInt64 {
      (0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << (8 * UInt64($1)) }
    }
    (state, batches) = (number(0), number(8))
  }

  private func advance(by step: UInt64) {
    state = (state &+ step) &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
  }
}
