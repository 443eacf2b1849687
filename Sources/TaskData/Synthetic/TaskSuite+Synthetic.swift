import GSLNumerics

extension TaskSuite {
  /// Makes the built-in suite: GLUE's names and metrics on a small formal language.
  ///
  /// Ours; `docs/synthetic-suite.md` has the grammar and the measured transfer between the tasks. The
  /// classes of a task are equally frequent, and no example occurs twice in a task.
  ///
  /// - Parameters:
  ///   - seed: Decides the words, their meanings and the examples.
  ///   - names: The tasks, in the order wanted; none means all, in the order of `GLUETask`.
  /// - Throws: `TaskDataError.unknownTask`.
  public static func synthetic(
    seed: UInt64, names: [String]? = nil
  ) throws(TaskDataError) -> TaskSuite {
    let streams = RandomStreams(seed: seed).substreams("synthetic-suite")
    let language = SyntheticLanguage(using: streams.stream("language"))
    let available = GLUETask.allCases.map(\.rawValue)
    var wanted: [GLUETask] = []
    for name in names ?? available {
      guard let task = GLUETask(rawValue: name.lowercased()) else {
        throw .unknownTask(name, available: available)
      }
      if !wanted.contains(task) { wanted.append(task) }
    }
    return TaskSuite(
      tasks: wanted.map { task in
        let stream = streams.substreams("examples").stream(task.rawValue)
        return syntheticTask(
          task, examples: SyntheticExamples(language: language, stream: stream))
      },
      origin: .synthetic(seed: seed))
  }

  private static func syntheticTask(_ task: GLUETask, examples: SyntheticExamples) -> TaskDataset {
    let sizes = task.syntheticSizes
    var seen: Set<[String]> = []
    func draw(_ count: Int) -> [Example] {
      (0..<count).map { index in
        while true {
          let example = examples.example(of: task, label: index % task.syntheticLabels)
          if seen.insert([example.first, example.second ?? ""]).inserted { return example }
        }
      }
    }
    let test = draw(sizes.test)
    return TaskDataset(
      name: task.rawValue, target: task.target, metric: task.metric,
      columns: InputColumns(
        text: task.isPair ? ["sentence1", "sentence2"] : ["sentence"], answer: "label"),
      training: draw(sizes.training), test: test)
  }
}

extension GLUETask {
  /// The sizes in the synthetic suite, in the order of GLUE's and scaled down.
  var syntheticSizes: (training: Int, test: Int) {
    switch self {
    case .wnli: (240, 1_000)
    case .rte: (350, 2_000)
    case .mrpc: (800, 1_000)
    case .stsb: (1_500, 1_000)
    case .cola: (2_000, 1_000)
    case .sst2: (4_000, 1_000)
    case .qnli: (5_000, 1_000)
    case .qqp: (5_500, 1_000)
    case .mnli: (6_000, 1_500)
    }
  }

  /// The number of labels, or of steps of the score.
  fileprivate var syntheticLabels: Int {
    switch target {
    case .classes(let labels): labels.count
    case .number: 5
    }
  }
}
