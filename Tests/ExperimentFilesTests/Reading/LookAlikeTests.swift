import ExperimentFiles
import Foundation
import TaskData
import TestSupport
import Testing

/// Small files like those that people have, each read with keys alone.
@Suite struct LookAlikeTests {
  struct Kind: Sendable, CustomTestStringConvertible {
    let name: String
    let files: [String: String]
    let encoding: String.Encoding
    let keys: String
    let inputs: [String]
    let labels: [String]?

    init(
      _ name: String, _ files: [String: String], encoding: String.Encoding = .utf8, _ keys: String,
      inputs: [String] = [], labels: [String]? = nil
    ) {
      (self.name, self.files, self.encoding) = (name, files, encoding)
      (self.keys, self.inputs, self.labels) = (keys, inputs, labels)
    }

    var testDescription: String { name }
  }

  /// Twelve rows.
  private static func rows(_ row: (Int) -> String) -> String { (0..<12).map(row).joined() }

  private static let words = ["fine", "dull", "great", "sad"]

  static let kinds = [
    Kind(
      "wine quality",
      [
        "winequality-red.csv": "\"fixed acidity\";\"pH\";\"quality\"\n"
          + rows { "\(7 + $0).4;3.\($0);\(3 + $0 % 5)\n" }
      ], "train: winequality-red.csv, features: [fixed acidity, pH], target: quality",
      inputs: ["fixed acidity", "pH"]),
    Kind(
      "bank marketing",
      [
        "bank.csv": "\"age\";\"job\";\"balance\";\"y\"\n"
          + rows {
            "\(30 + $0);\"\(["admin.", "blue-collar", "unknown"][$0 % 3])\";\(-$0);\"\($0 % 2 == 0 ? "no" : "yes")\"\n"
          }
      ], "train: bank.csv, features: [age, job, balance], label: y, missing: mean, na: unknown",
      inputs: ["age", "job=admin.", "job=blue-collar", "balance"], labels: ["no", "yes"]),
    Kind(
      "SMS spam, tabs and no header",
      [
        "SMSSpamCollection": rows {
          "\($0 % 3 == 0 ? "spam" : "ham")\tGo until \"jurong, point \($0)\n"
        }
      ],
      "train: SMSSpamCollection, format: tsv, header: none, text: 1, label: 0",
      labels: ["ham", "spam"]),
    Kind(
      "SMS spam, columns without names",
      [
        "spam.csv": "v1,v2,,,\r\n"
          + rows { "\($0 % 3 == 0 ? "spam" : "ham"),\"£\($0) won, txt\",,,\r\n" }
      ],
      encoding: .isoLatin1, "train: spam.csv, encoding: latin-1, text: v2, label: v1",
      labels: ["ham", "spam"]),
    Kind(
      "TREC",
      [
        "train.label": rows {
          "\($0 % 2 == 0 ? "DESC:manner" : "ENTY:animal") How did caf\u{e9}s\(": ") \($0) ?\n"
        }
      ],
      encoding: .isoLatin1,
      "train: train.label, delimiter: [':', ' '], quoted: false, header: none, encoding: latin-1, text: 2, label: 0",
      labels: ["DESC", "ENTY"]),
    Kind(
      "AG news",
      [
        "train.csv": rows {
          "\"\(1 + $0 % 4)\",\"Wall St. \($0)\",\"Short-sellers, \"\"again\"\"\"\n"
        }
      ],
      "train: train.csv, header: none, join: [1, 2], label: 0", labels: ["1", "2", "3", "4"]),
    Kind(
      "STS-B",
      [
        "sts-train.csv": rows {
          "main-captions\tMSRvid\t2012test\t000\($0)\t\($0 % 6).000\tA \"plane.\tAn air plane \($0).\n"
        }
      ],
      "train: sts-train.csv, format: tsv, header: none, text: [5, 6], target: 4, metric: spearman"),
    Kind(
      "Titanic",
      [
        "titanic.csv": "PassengerId,Survived,Pclass,Name,Sex,Age,Cabin\n"
          + rows {
            "\($0),\($0 % 2),\(1 + $0 % 3),\"Doe, Mr. \($0)\",\($0 % 2 == 0 ? "male" : "female"),\($0 % 4 == 0 ? "" : "\(20 + $0)"),\n"
          }
      ],
      "train: titanic.csv, features: [Pclass, Sex, Age], categories: Pclass, label: Survived, missing: mean",
      inputs: ["Pclass=1", "Pclass=2", "Pclass=3", "Sex=female", "Sex=male", "Age"],
      labels: ["0", "1"]),
    Kind(
      "adult",
      [
        "adult.data": rows {
          "\(30 + $0), \(["Private", "?", "State-gov"][$0 % 3]), \(10 + $0 % 3), \($0 % 2 == 0 ? "<=50K" : ">50K")\n"
        } + "\n",
        "adult.test": "|1x3 Cross validator\n"
          + rows { "\(30 + $0), Private, \($0), \($0 % 2 == 0 ? "<=50K" : ">50K").\n" },
      ],
      """
      train: adult.data, test: adult.test, format: csv, header: none, comment: "|", trim: true,
      features: [0, 1, 2], label: 3, labels: {"<=50K.": "<=50K", ">50K.": ">50K"}, missing: drop, na: "?"
      """, inputs: ["0", "1=Private", "1=State-gov", "2"], labels: ["<=50K", ">50K"]),
    Kind(
      "SNLI",
      [
        "snli.jsonl": rows {
          "{\"annotator_labels\": [\"neutral\"], \"gold_label\": \"\(["neutral", "-", "entailment", "contradiction"][$0 % 4])\", \"sentence1\": \"A \($0)\", \"sentence2\": \"B \(words[$0 % 4])\"}\n"
        }
      ],
      "train: snli.jsonl, text: [sentence1, sentence2], label: gold_label, drop_labels: '-', labels: {entailment: yes, neutral: maybe, contradiction: no}",
      labels: ["maybe", "no", "yes"]),
    Kind(
      "shards in a folder",
      [
        "reviews/part-0.csv": "text,stars\n" + rows { "\(words[$0 % 4]) \($0),\($0 % 5)\n" },
        "reviews/part-1.csv": "stars,text\n" + rows { "\($0 % 5),\(words[$0 % 4]) two \($0)\n" },
      ], "train: reviews/*.csv, text: text, target: stars"),
    Kind(
      "a table of pandas, with its index",
      [
        "frame.csv": ",text,label\n"
          + rows { "\($0),\"a \"\"\(words[$0 % 4])\"\" one\n\($0)\",\($0 % 2)\n" }
      ],
      "train: frame.csv, text: text, label: label", labels: ["0", "1"]),
  ]

  @Test(arguments: kinds) func keysAloneReadIt(_ kind: Kind) throws {
    let folder = try TemporaryFolder()
    for (name, text) in kind.files {
      try folder.write(try #require(text.data(using: kind.encoding)), to: name)
    }
    let text = "primary: own\ntasks:\n  own: {\(kind.keys)}\n"
    let file = URL(filePath: try folder.write(text, to: "a.yml"))
    let suite = try ExperimentFile(contentsOf: file).resolved().allTasks()
    let task = try #require(suite.tasks.first)
    #expect(task.training.count + task.test.count >= 8)
    #expect(task.features == kind.inputs)
    if let labels = kind.labels {
      #expect(task.target == .classes(labels))
    } else {
      guard case .number = task.target else {
        Issue.record("a number is predicted, got \(task.target)")
        return
      }
    }
  }
}
