import GSLNumerics
import Multitask

extension TaskSuite {
  /// A hash of all examples, labels and tasks: sixteen hexadecimal digits.
  public var fingerprint: String {
    var hash = ByteHash()
    for task in tasks {
      hash.absorb(task.name)
      hash.absorb(task.metric.rawValue)
      for examples in [task.training, task.test] + (task.validation.map { [$0] } ?? []) {
        hash.absorb(UInt64(examples.count))
        for example in examples {
          hash.absorb(example.first)
          hash.absorb(example.second ?? "")
          hash.absorb(example.target.bitPattern)
          for feature in example.features { hash.absorb(feature.bitPattern) }
        }
      }
    }
    let digits = String(hash.value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
