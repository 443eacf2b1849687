import Foundation
import TaskData
import TestSupport

extension TemporaryFolder {
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
