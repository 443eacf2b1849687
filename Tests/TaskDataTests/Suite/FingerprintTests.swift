import Multitask
import TaskData
import Testing

@Suite struct FingerprintTests {
  private func suite(
    name: String = "one", first: String = "a b", second: String? = "c", target: Double = 1,
    metric: Metric = .accuracy
  ) -> TaskSuite {
    let example = Example(first: first, second: second, target: target)
    let task = TaskDataset(
      name: name, target: .classes(["x", "y"]), metric: metric, training: [example], test: [])
    return TaskSuite(tasks: [task], origin: .folder(path: "somewhere"))
  }

  @Test func whateverChangesShows() {
    let original = suite().fingerprint
    #expect(original.count == 16)
    #expect(suite().fingerprint == original)
    let others = [
      suite(name: "two"), suite(first: "a"), suite(second: "b c"), suite(second: nil),
      suite(target: 0), suite(metric: .f1),
    ]
    for other in others { #expect(other.fingerprint != original) }
  }
}
