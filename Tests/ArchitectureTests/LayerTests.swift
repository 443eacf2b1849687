import Testing

@Suite struct LayerTests {
  /// The table of `docs/architecture.md`: each module and all it may import.
  private static let mayImport: [String: Set<String>] = [
    "GSLNumerics": ["CGSL"],
    "Tensors": ["CTorch"],
    "GzipFiles": ["CZlib", "Foundation"],
    "Bandits": ["GSLNumerics"],
    "GaussianProcesses": ["GSLNumerics"],
    "BayesianOptimization": ["GaussianProcesses", "GSLNumerics"],
    "Multitask": ["GSLNumerics", "TaskWeighting"],
    "TaskWeighting": ["GSLNumerics"],
    "SharedSparsity": ["GSLNumerics"],
    "AuxiliaryTasks": ["GSLNumerics", "TaskWeighting"],
    "Discriminators": ["Tensors", "TaskWeighting", "GSLNumerics"],
    "PretrainedEncoders": ["Foundation"],
    "TaskData": ["Multitask", "GSLNumerics", "GzipFiles", "Foundation"],
    "TorchTrainer": [
      "Discriminators", "Tensors", "Multitask", "PretrainedEncoders", "SharedSparsity", "TaskData",
      "TaskWeighting", "GSLNumerics", "Foundation", "Synchronization",
    ],
    "CommandTrainer": [
      "CGuardian", "Multitask", "GSLNumerics", "Foundation", "Synchronization",
    ],
    "RunJournal": ["Multitask", "GRDB", "Foundation"],
    "AutoSeM": [
      "Bandits", "BayesianOptimization", "GaussianProcesses", "GSLNumerics", "Multitask",
      "RunJournal", "Synchronization", "TaskWeighting",
    ],
    "ExperimentFiles": [
      "AutoSeM", "BayesianOptimization", "CommandTrainer", "GSLNumerics", "Multitask", "RunJournal",
      "TaskData", "TorchTrainer", "Yams", "Foundation",
    ],
    "MethodExperiments": [
      "AuxiliaryTasks", "Bandits", "Discriminators", "GSLNumerics", "SharedSparsity",
      "TaskWeighting", "Tensors", "Yams", "Foundation",
    ],
    "Reports": ["AutoSeM", "GSLNumerics", "Multitask", "RunJournal", "Foundation"],
    "AutosemCLI": [
      "ArgumentParser", "AutoSeM", "BayesianOptimization", "Dispatch", "ExperimentFiles",
      "Foundation", "GSLNumerics", "Multitask", "Reports", "RunJournal", "Synchronization",
      "TaskData", "TorchTrainer",
    ],
    "Benchmarks": [
      "AutoSeM", "BayesianOptimization", "Foundation", "GSLNumerics", "MethodExperiments",
      "Multitask", "PretrainedEncoders", "RunJournal", "TaskData", "Tensors",
      "TaskWeighting", "TorchTrainer",
    ],
  ]

  @Test func importsPointDown() throws {
    let files = try SourceTree.files()
    #expect(files.count > 50)
    for file in files {
      let allowed = try #require(
        Self.mayImport[file.module], "\(file.module) is not in the table of layers")
      for line in file.lines {
        guard let module = SourceTree.imported(by: line) else { continue }
        #expect(allowed.contains(module), "\(file.path) imports \(module)")
      }
    }
  }

  @Test func theImportReaderSeesEveryForm() {
    #expect(SourceTree.imported(by: "import GRDB") == "GRDB")
    #expect(SourceTree.imported(by: "public import GRDB") == "GRDB")
    #expect(SourceTree.imported(by: "@preconcurrency import GRDB") == "GRDB")
    #expect(SourceTree.imported(by: "/// Words that import nothing.") == nil)
  }
}
