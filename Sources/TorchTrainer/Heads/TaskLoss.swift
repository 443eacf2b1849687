import Multitask
import Tensors

extension TaskHead {
  /// Returns the mean loss of outputs `[examples, outputs]`: the negative log-likelihood, or half the
  /// squared error of the standardised number.
  func loss(of outputs: Tensor, targets: [Double]) throws -> Tensor {
    switch self {
    case .classes:
      return try outputs.crossEntropy(targets.map { Int32($0) })
    case .number(let mean, let deviation):
      let standardised = targets.map { Float(($0 - mean) / deviation) }
      let actual = try Tensor(standardised, shape: [targets.count, 1])
      return try outputs.squaredError(actual.moved(to: outputs.device)) * 0.5
    }
  }

  /// Returns the predicted classes, or numbers in the task's units.
  func predictions(of outputs: [Double]) -> [Double] {
    switch self {
    case .classes(let count):
      return stride(from: 0, to: outputs.count, by: count).map { start in
        let row = outputs[start..<start + count]
        return Double(row.indices.max { row[$0] < row[$1] }.map { $0 - start } ?? 0)
      }
    case .number(let mean, let deviation):
      return outputs.map { mean + deviation * $0 }
    }
  }

  /// Returns the losses of outputs after calibration.
  func calibratedLoss(of outputs: [Double], targets: [Double]) -> CalibratedLoss {
    switch self {
    case .classes: CalibratedLoss.ofClasses(scores: outputs, actual: targets)
    case .number: CalibratedLoss.ofNumbers(predicted: outputs, actual: targets)
    }
  }
}
