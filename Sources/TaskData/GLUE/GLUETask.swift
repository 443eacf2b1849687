public import Multitask

/// A task of GLUE and the form of its files.
///
/// Follows Wang et al. (2019) <https://arxiv.org/abs/1804.07461>.
public enum GLUETask: String, CaseIterable, Sendable {
  /// Recognising textual entailment, the smallest but one.
  case rte
  /// Paraphrases in the news.
  case mrpc
  /// Whether a sentence answers a question.
  case qnli
  /// Whether a sentence is acceptable English.
  case cola
  /// The sentiment of film reviews.
  case sst2
  /// The similarity of two sentences, from 0 to 5.
  case stsb
  /// Pronouns, as entailment.
  case wnli
  /// Whether two questions ask the same.
  case qqp
  /// Entailment, contradiction or neither.
  case mnli

  /// The name of the folder.
  public var folder: String {
    switch self {
    case .rte: "RTE"
    case .mrpc: "MRPC"
    case .qnli: "QNLI"
    case .cola: "CoLA"
    case .sst2: "SST-2"
    case .stsb: "STS-B"
    case .wnli: "WNLI"
    case .qqp: "QQP"
    case .mnli: "MNLI"
    }
  }

  /// The measure that GLUE reports.
  public var metric: Metric {
    switch self {
    case .rte, .qnli, .sst2, .wnli, .mnli: .accuracy
    case .mrpc, .qqp: .accuracyAndF1
    case .cola: .matthews
    case .stsb: .pearsonAndSpearman
    }
  }

  /// What is predicted; labels as the files write them.
  public var target: TaskTarget {
    switch self {
    case .rte, .qnli: .classes(["entailment", "not_entailment"])
    case .mrpc, .cola, .sst2, .wnli, .qqp: .classes(["0", "1"])
    case .mnli: .classes(["entailment", "neutral", "contradiction"])
    case .stsb: .number(0...5)
    }
  }

  /// Whether its examples are pairs of sentences.
  public var isPair: Bool { self != .cola && self != .sst2 }

  /// The file of the training examples.
  var trainingFile: String { "train.tsv" }

  /// The file of the examples with which we test: those that GLUE publishes with labels.
  var testFile: String { self == .mnli ? "dev_matched.tsv" : "dev.tsv" }

  /// Files that are checked when they are there, though no example of theirs is used.
  var checkedFiles: [String] { self == .mnli ? ["dev_mismatched.tsv"] : [] }

  /// The columns of the sentences and of the target.
  var columns: GLUEColumns {
    switch self {
    case .rte, .wnli: .named(first: "sentence1", second: "sentence2", target: "label")
    case .mrpc: .named(first: "#1 String", second: "#2 String", target: "Quality")
    case .qnli: .named(first: "question", second: "sentence", target: "label")
    case .cola: .indexed(first: 3, target: 1, count: 4)
    case .sst2: .named(first: "sentence", second: nil, target: "label")
    case .stsb: .named(first: "sentence1", second: "sentence2", target: "score")
    case .qqp: .named(first: "question1", second: "question2", target: "is_duplicate")
    case .mnli: .named(first: "sentence1", second: "sentence2", target: "gold_label")
    }
  }

  /// The columns, for files in the form of the task's own.
  var inputColumns: InputColumns {
    var columns: InputColumns
    switch self.columns {
    case .named(let first, let second, let target):
      columns = InputColumns(text: [first, second].compactMap(\.self), answer: target)
    case .indexed(let first, let target, _):
      columns = InputColumns(text: ["\(first)"], answer: "\(target)")
      columns.layout.header = TableHeader.none
    }
    columns.format = .tsv
    columns.dropLabels = undecided.map { [$0] }
    return columns
  }

  /// The target of rows on which the annotators did not agree, which are left out.
  var undecided: String? { self == .mnli ? "-" : nil }
}

/// The columns of the sentences and of the target.
enum GLUEColumns {
  /// By their names in the header.
  case named(first: String, second: String?, target: String)
  /// By index, with the number of columns; there is no header.
  case indexed(first: Int, target: Int, count: Int)
}
