import Foundation

/// An event file of TensorBoard in the making.
///
/// The fields are those of `event.proto` and `summary.proto` of TensorFlow.
struct EventLog {
  private(set) var bytes: Data

  /// The time of the next event, in seconds of training since the beginning of the run.
  var time: Double

  /// Begins a file.
  init(time: Double = 0) {
    self.time = time
    bytes = RecordFraming.framed(
      ProtobufMessage {
        $0.add(time, 1)
        $0.add("brain.Event:2", 3)
      }.bytes)
  }

  /// Adds a number; one that is not finite is left out, since a plot of it has no scale.
  mutating func add(_ value: Double, _ tag: String, step: Int) {
    guard value.isFinite else { return }
    add(tag, step: step) { $0.add(single: value, 2) }
  }

  /// Adds a histogram.
  mutating func add(_ histogram: Histogram, _ tag: String, step: Int) {
    add(tag, step: step) { value in
      value.add(
        ProtobufMessage {
          $0.add(histogram.limits.first ?? 0, 1)
          $0.add(histogram.limits.last ?? 0, 2)
          $0.add(histogram.masses.reduce(0, +), 3)
          $0.add(histogram.sum, 4)
          $0.add(histogram.sumOfSquares, 5)
          $0.add(histogram.limits, 6)
          $0.add(histogram.masses, 7)
        }, 5)
    }
  }

  /// Adds data of a plugin, with an empty tensor as its value.
  mutating func add(_ data: ProtobufMessage, of plugin: String, _ tag: String) {
    add(tag, step: 0) { value in
      let plugin = ProtobufMessage {
        $0.add(plugin, 1)
        $0.add(data.bytes, 2)
      }
      let singlePrecision = 1
      value.add(
        ProtobufMessage {
          $0.add(singlePrecision, 1)
          $0.add(ProtobufMessage { $0.add(ProtobufMessage(), 2) }, 2)
        }, 8)
      value.add(ProtobufMessage { $0.add(plugin, 1) }, 9)
    }
  }

  private mutating func add(
    _ tag: String, step: Int, _ fill: (inout ProtobufMessage) -> Void
  ) {
    var value = ProtobufMessage { $0.add(tag, 1) }
    fill(&value)
    bytes.append(
      RecordFraming.framed(
        ProtobufMessage {
          $0.add(time, 1)
          $0.add(step, 2)
          $0.add(ProtobufMessage { $0.add(value, 1) }, 5)
        }.bytes))
  }
}

/// A distribution over 0...1 in equal bins.
struct Histogram: Equatable {
  /// The upper limits of the bins.
  let limits: [Double]

  /// The probability of each bin.
  let masses: [Double]

  /// Divides a distribution into bins.
  ///
  /// - Parameter cumulative: Its distribution function.
  init(bins: Int = 40, cumulative: (Double) -> Double) {
    limits = (1...bins).map { Double($0) / Double(bins) }
    let values = [0] + limits.map(cumulative)
    masses = zip(values, values.dropFirst()).map { max($1 - $0, 0) }
  }

  private var centres: [Double] {
    limits.map { $0 - 0.5 / Double(limits.count) }
  }

  var sum: Double { zip(centres, masses).reduce(0) { $0 + $1.0 * $1.1 } }

  var sumOfSquares: Double { zip(centres, masses).reduce(0) { $0 + $1.0 * $1.0 * $1.1 } }
}
