import Foundation
import Testing

@testable import TaskData

/// Descriptions as journals keep them.
@Suite struct DescriptionCodingTests {
  private func decoded(_ json: String) throws -> TaskDescription {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(TaskDescription.self, from: Data(json.utf8))
  }

  /// Older journals have one path of each split, and no layout but the format.
  @Test func oldDescriptionsAreDecoded() throws {
    let task = try decoded(
      """
      {"name": "a", "train": "t.dat", "test": "u.dat", "format": "tsv", "text": ["x", "y"],
      "features": [], "label": "z", "limit": 5}
      """)
    #expect(task.train == ["t.dat"] && task.test == ["u.dat"] && task.validation == nil)
    #expect(task.layout.format == .tsv && task.text == ["x", "y"] && task.limit == 5)
  }

  @Test func descriptionsAreDecodedAsTheyWereEncoded() throws {
    var task = TaskDescription(name: "a")
    (task.train, task.validation, task.test) = (["t", "u"], ["v"], ["w"])
    (task.layout.delimiter, task.layout.header) = (.inTurn([":", " "]), TableHeader.none)
    (task.layout.missing, task.layout.na, task.layout.skip) = (.value("0"), ["", "?"], 2)
    (task.join, task.features, task.categories) = (["j"], ["f"], ["f"])
    (task.label, task.labelNames, task.dropLabels) = ("l", ["Ham_x": "ham"], ["-"])
    (task.tasksBy, task.taskNames, task.mostTasks, task.value) = ("d", "{value}", 3, "books")
    (task.group, task.heldOut) = ("g", HeldOut(validation: .count(3)))
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    #expect(try decoded(String(decoding: encoder.encode(task), as: UTF8.self)) == task)
  }
}
