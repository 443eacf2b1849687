import Foundation
import TaskData

/// A data folder in the temporary directory, gone with the value that holds it.
final class TaskFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appending(path: "task-data-tests-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  /// The path of a file as the reader names it.
  func path(_ name: String) -> String { url.path(percentEncoded: false) + name }

  func write(_ text: String, to name: String) throws {
    try write(Data(text.utf8), to: name)
  }

  func write(_ bytes: Data, to name: String) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: file)
  }

  /// Writes an RTE whose training file is the given text and whose development file is right.
  func writeRTE(training: String) throws {
    try write(training, to: "RTE/train.tsv")
    try write(rteHeader + "0\tA b.\tB.\tentailment\n", to: "RTE/dev.tsv")
  }

  func load(_ names: [String]? = nil) throws(TaskDataError) -> TaskSuite {
    try TaskSuite.glue(names: names, from: url)
  }
}

let rteHeader = "index\tsentence1\tsentence2\tlabel\n"

/// Two right rows of RTE.
let rteRows = "0\tA b.\tB.\tentailment\n1\tC d.\tE.\tnot_entailment\n"
