import AskTell
import CommandTrainer
import ExperimentFiles
import Foundation
import Multitask
import PretrainedEncoders
import Reports
import RunJournal
import TaskData

/// A reader of files or lines that anyone may have written.
enum FuzzTarget: String, CaseIterable {
  case yaml, csv, tsv, jsonl, gzip, glue, safetensors, vocabulary, tokenizer, configuration
  case trainer, optimizer, journal, job, reply, experiment
  /// The two files of a saved model: the description and the weights.
  case model, weights

  /// Returns texts that the reader accepts.
  ///
  /// - Parameter folder: A folder for what has to be made first.
  func originals(in folder: URL) throws -> [[UInt8]] {
    switch self {
    case .journal: [[UInt8](try Data(contentsOf: Self.sampleJournal(in: folder)))]
    case .safetensors: [Self.tensors]
    case .model, .weights:
      [[UInt8](try Data(contentsOf: Self.sampleModel(in: folder).appending(path: modelFile)))]
    case .experiment: [Array(try ResolvedExperiment(primary: "rte").json().utf8)]
    case .job: try Self.jobs()
    case .reply: try Self.replies()
    case .gzip: [Self.compressed]
    default: texts.map { Array($0.utf8) }
    }
  }

  private var texts: [String] {
    switch self {
    case .yaml:
      [
        """
        primary: rte
        auxiliary: [mnli, "qqp"]
        seed: 7
        workers: 2
        selection: &a {rounds: 4, reward: twin, threshold: 0.5}
        mixing: {trials: 20, steps: 100, space: simplex}
        x-shared: &b {dropout: 0.1}
        trainer: {<<: *b, encoder: pooled, learning_rate: 1e-3}
        """,
        """
        primary: a
        auxiliary: [b]
        trainer:
          kind: score
          command: [sh, -c, "echo 1"]
          env: {A: "1"}
        budget: 2h
        """,
        """
        primary: own
        held_out: {validation: 0.2, test: rest}
        derive: [overlap, lengths]
        tasks:
          own: {train: "no/*.csv", text: [a, b], label: c, labels: {0: "no", 1: "yes"}, delimiter: "\\t"}
        """,
      ]
    case .csv:
      [
        "text,label,n\n\"a, b\",yes,1\n\"c \"\"d\"\"\",no,2.5\n\"e\nf\",yes,\n",
        "a;b;c\n1;2;3\n4;5;6\n",
      ]
    case .glue:
      [
        "index\tsentence1\tsentence2\tlabel\n0\ta b\tc\tentailment\n1\td\te f\tnot_entailment\n",
        "gj04\t1\t\ta b c\nbc73\t0\t*\td e\n",
      ]
    case .tsv: ["sentence1\tsentence2\tlabel\na b\tc\t0\nd\te f\t1\n"]
    case .jsonl:
      [
        "{\"a\": \"x\\u00e9\", \"b\": 1.5, \"c\": [1, {\"d\": null}]}\n{\"a\": \"y\", \"b\": -2e3, \"c\": true}\n"
      ]
    case .vocabulary: ["[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\ncat\n##s\nsat\n"]
    case .tokenizer:
      [
        """
        {"model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", \
        "max_input_chars_per_word": 100, "vocab": {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "[PAD]": 3, "cat": 4, "##s": 5}}, \
        "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "lowercase": true}, \
        "pre_tokenizer": {"type": "BertPreTokenizer"}, "post_processor": {"type": "BertProcessing"}, "added_tokens": []}
        """
      ]
    case .configuration:
      [
        """
        {"model_type": "bert", "hidden_size": 8, "num_hidden_layers": 2, "num_attention_heads": 2, \
        "intermediate_size": 16, "vocab_size": 9, "max_position_embeddings": 32, "type_vocab_size": 2, \
        "layer_norm_eps": 1e-12, "hidden_act": "gelu"}
        """
      ]
    case .trainer:
      [
        """
        {"protocol":2,"tasks":[{"name":"a","examples":5,"metric":"f1","validation_examples":3},\
        {"name":"b","examples":9,"metric":"f1"}]}
        {"loss_before":0.7,"loss_after":0.6,"examples":32}
        {"metric":0.5,"loss":0.25,"examples":2,"scores":[0,1],"losses":[0.25,0.25]}
        {"ok":true}

        """
      ]
    case .optimizer:
      [
        """
        {"space":[[0,1],{"low":1,"high":9,"integer":true}],"seed":1,"budget":9,"noisy":true}
        {"ask":true}
        {"tell":{"x":[0.31,7],"y":1.25}}
        {"tell":{"x":[0.5,2],"y":null}}
        {"ask":2}
        {"pending":true}
        {"recommend":true}
        {"predict":[[0.2,3]]}
        {"status":true}
        """,
        """
        {"space":{"simplex":3,"floor":0.1,"caps":[1,0.5,0.5]},"seed":2,"acquisition":"gp_hedge"}
        {"ask":true}
        {"tell":{"x":[0.4,0.3,0.3],"y":-1e3}}
        {"withdraw":{"x":[0.4,0.3,0.3]}}
        """,
      ]
    case .gzip, .safetensors, .journal, .job, .reply, .experiment, .model, .weights: []
    }
  }

  /// Reads a changed text; every error is a right answer.
  ///
  /// - Parameters:
  ///   - input: The file with the text.
  ///   - folder: A folder for this input alone.
  func read(_ bytes: [UInt8], at input: URL, in folder: URL) throws {
    let path = input.path(percentEncoded: false)
    switch self {
    case .yaml: _ = try ExperimentFile(contentsOf: input).resolved()
    case .csv, .tsv, .jsonl, .gzip:
      let file = folder.appending(path: "table.\(self == .gzip ? "tsv.gz" : rawValue)")
      try Data(bytes).write(to: file)
      _ = try FileInspection(path: file.path(percentEncoded: false))
    case .glue:
      // The tasks have files of other forms, with and without names of columns.
      let suites = try ["RTE", "CoLA"].map { task in
        let home = folder.appending(path: task)
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        for name in ["train.tsv", "dev.tsv"] {
          try Data(bytes).write(to: home.appending(path: name))
        }
        return Result { try TaskSuite.glue(names: [task], from: folder) }
      }
      _ = try suites[0].flatMapError { _ in suites[1] }.get()
    case .safetensors:
      _ = try SafetensorsFile(path: path).floats(of: "w", shape: [2, 2])
    case .vocabulary, .tokenizer:
      let name = self == .vocabulary ? "vocab.txt" : "tokenizer.json"
      try Data(bytes).write(to: folder.appending(path: name))
      _ = try EncoderTokenizer(folder: folder.path(percentEncoded: false))
        .tokens(of: "The cats, sat.", limit: 12)
    case .configuration:
      try Data(bytes).write(to: folder.appending(path: "config.json"))
      _ = try EncoderConfiguration(
        path: folder.appending(path: "config.json").path(percentEncoded: false))
    case .trainer: try talk(to: path)
    case .optimizer:
      var session = try OptimizationSession()
      for line in bytes.split(separator: UInt8(ascii: "\n")).prefix(12) {
        _ = try session.reply(to: .bytes(Array(line))).line()
      }
    case .journal:
      try Data(bytes).write(to: folder.appending(path: Journal.fileName))
      _ = try? Journal.recover(folder, into: folder.appending(path: "recovered"))
      _ = try RunReport(of: Journal.open(in: folder))
    case .job: try train(bytes, in: folder)
    case .reply: try report(bytes, in: folder)
    case .experiment:
      _ = try ResolvedExperiment(json: String(decoding: bytes, as: UTF8.self)).settings
    case .model, .weights:
      try predict(with: bytes, beside: input.deletingLastPathComponent(), in: folder)
    }
  }

  /// Trains and measures by the lines of a file.
  private func talk(to path: String) throws {
    let settings = CommandTrainerSettings(
      command: [
        "sh", "-c",
        "while read -r line <&3 && read -r request; do printf '%s\\n' \"$line\"; done 3<'\(path)'",
      ],
      folder: "/", timeout: 1, callLimit: 1)
    let factory = try CommandTrainerFactory(settings: settings, primary: "a", auxiliary: nil)
    let trainer = try factory.makeTrainer(seed: 1)
    _ = try trainer.train(on: [factory.tasks.primary])
    _ = try trainer.evaluate(task: factory.tasks.primary, split: .test)
  }

  /// A tensor `w` of four numbers.
  private static let tensors: [UInt8] = {
    let header = Array(#"{"w":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}"#.utf8)
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    return length + header + [UInt8](repeating: 0, count: 16)
  }()

  /// A table in gzip.
  private static let compressed = [UInt8](
    Data(
      base64Encoded:
        "H4sIAAAAAAACAytOzStJzUtONeQshrKMOHMSk1JzuBIVkjiTOQ24UjhTFdI4DbkAcChr8CoAAAA="
    ) ?? Data())

  private static func sampleJournal(in folder: URL) throws -> URL {
    let run = folder.appending(path: "sample")
    let tasks = TaskList(
      primary: TaskSummary("rte", metric: "accuracy", trainingExamples: 90, testExamples: 9),
      auxiliaries: ["mnli"])
    let header = RunHeader(
      version: "0.1.0", experiment: "{}", origin: "synthetic", isSynthetic: true, tasks: tasks)
    let journal = try Journal.create(in: run, header: header)
    for round in 0..<20 {
      let result = Evaluation(metric: 0.5, loss: 0.7, examples: 2, losses: [0.7, 0.7])
      try journal.record(
        PullRecord(
          round: round, task: TaskIndex(round % 2), reward: 0.5, baseline: 0.7,
          baselineLosses: [0.6, 0.8], result: .evaluated(result), batches: 10, seconds: 1))
    }
    try journal.record(
      arms: tasks.taskIndices.map {
        ArmRecord(
          task: $0, pulls: 10, successes: 5, failures: 5,
          probabilityHelps: $0.rawValue == 0 ? nil : 0.9, isKept: $0.rawValue == 1)
      })
    for trial in 0..<6 {
      try journal.record(
        TrialRecord(
          trial: trial, proposal: "model", mixture: try Mixture(weights: [1, Double(trial)]),
          seed: 1, result: .evaluated(Evaluation(metric: 0.5, loss: 0.7, examples: 9)),
          batches: 30, seconds: 1))
    }
    let best = try Mixture(weights: [1, 2])
    try journal.record(
      RecommendationRecord(mixture: best, predictedMean: 0.5, predictedStandardDeviation: 0.1))
    for candidate in [ConfirmationCandidate.best, .primaryOnly] {
      for replicate in 0..<3 {
        try journal.record(
          ConfirmationRecord(
            candidate: candidate, replicate: replicate, mixture: best, seed: 3,
            result: .evaluated(Evaluation(metric: 0.5, loss: 0.7, examples: 2, scores: [0, 1])),
            batches: 30, seconds: 1))
      }
    }
    try journal.finish()
    try journal.close()
    return run.appending(path: Journal.fileName)
  }
}
