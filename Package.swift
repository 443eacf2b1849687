// swift-tools-version: 6.2
import Foundation
import PackageDescription

// MARK: - Settings

/// Every target of ours is compiled like this.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// No unsafe construct: all but the three modules that touch C.
let safe = strict + [.strictMemorySafety()]

/// Optimised in debug builds too, since `swift run` makes one and these hold the loops.
let optimised: [SwiftSetting] = [.unsafeFlags(["-O"])]

// MARK: - LibTorch: the `torch` folder that AUTOSEM_TORCH names, else the system's, else that of a Python

/// The folders of PyTorch in the environments of Python that are active, and in the user's and the machine's.
let pythonTorches =
  ([Context.environment["VIRTUAL_ENV"], Context.environment["CONDA_PREFIX"]].compactMap(\.self)
  + ["\(NSHomeDirectory())/.local", "/usr/local"])
  .flatMap { prefix in
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: "\(prefix)/lib")) ?? []
    return entries.filter { $0.hasPrefix("python3") }.sorted().flatMap { python in
      ["site", "dist"].map { "\(prefix)/lib/\(python)/\($0)-packages/torch" }
    }
  }

/// The text that defines LibTorch's version; nil for a folder without LibTorch.
func versionText(in folder: String) -> String? {
  try? String(
    contentsOfFile: "\(folder)/include/torch/csrc/api/include/torch/version.h", encoding: .utf8)
}

let torch =
  Context.environment["AUTOSEM_TORCH"]
  ?? (["/usr"] + pythonTorches).first { versionText(in: $0) != nil } ?? "/usr"
let torchVersion = versionText(in: torch)

/// System headers, whose warnings are not ours; /usr/include is one already, in its right place.
let torchHeaders =
  ["-isystem", "\(torch)/include/torch/csrc/api/include"]
  + (torch == "/usr" ? [] : ["-isystem", "\(torch)/include"])
let torchLibraries =
  torch == "/usr" ? [] : ["-L\(torch)/lib", "-Xlinker", "-rpath", "-Xlinker", "\(torch)/lib"]

/// LibTorch 2.15 is written in C++20, which 1.13 does not compile as.
let torchStandard: CXXLanguageStandard =
  torchVersion?.contains("#define TORCH_VERSION_MAJOR 1") == true ? .cxx17 : .cxx20

/// Where an installed program finds the engine, which is in its own folder when it was just built.
let installedLibraries = ["-Xlinker", "-rpath", "-Xlinker", "$ORIGIN/../lib"]

// MARK: - GSL: on Debian the module map names the libraries, in the order that puts OpenBLAS first

#if os(macOS)
  let gsl: String? = "gsl"
#else
  let gsl: String? = nil
#endif

let package = Package(
  name: "autosem",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "autosem", targets: ["AutosemCLI"]),
    .executable(name: "autosem-benchmark", targets: ["Benchmarks"]),
    .executable(name: "libTorchEngine.so", targets: ["TorchEngine"]),
    .library(
      name: "AutoSeM", targets: ["AutoSeM", "Bandits", "GSLNumerics", "Multitask", "RunJournal"]),
    .library(name: "TorchTrainer", targets: ["TorchTrainer", "TaskData", "Tensors"]),
    .library(name: "PretrainedEncoders", targets: ["PretrainedEncoders"]),
    .library(name: "CommandTrainer", targets: ["CommandTrainer", "Multitask"]),
    .library(name: "TrainerConformance", targets: ["TrainerConformance", "Multitask"]),
    .library(name: "Bandits", targets: ["Bandits", "GSLNumerics"]),
    .library(name: "TaskWeighting", targets: ["TaskWeighting", "GSLNumerics"]),
    .library(name: "MixtureRegression", targets: ["MixtureRegression"]),
    .library(name: "PolicyComparison", targets: ["PolicyComparison", "AutoSeM"]),
    .library(name: "Execution", targets: ["Execution", "AutoSeM"]),
    .library(name: "Reports", targets: ["Reports", "ExperimentFiles"]),
    .library(name: "AskTell", targets: ["AskTell", "RunJournal"]),
    .library(name: "GaussianProcesses", targets: ["GaussianProcesses", "GSLNumerics"]),
    .library(name: "BayesianOptimization", targets: ["BayesianOptimization", "GSLNumerics"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", .upToNextMinor(from: "0.27.1")),
  ],
  targets: [
    // MARK: - C
    .systemLibrary(
      name: "CGSL", pkgConfig: gsl,
      providers: [.apt(["libgsl-dev", "libopenblas-dev"]), .brew(["gsl", "openblas"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CLibFuzzer"),
    .target(name: "CTorch"),
    // A library that Tensors opens at its first use. As a program it is built with what depends on it and not linked to
    // it; see docs/decisions/0023-libtorch-at-its-first-use.md.
    .executableTarget(
      name: "TorchEngine",
      // Without LibTorch this file alone, which says so in one sentence.
      sources: torchVersion == nil ? ["Engine.cpp"] : nil,
      cxxSettings: [
        .headerSearchPath("../CTorch/include"),
        .unsafeFlags(["-O2"] + (torchVersion == nil ? ["-Wfatal-errors"] : []) + torchHeaders),
      ],
      linkerSettings: [
        .linkedLibrary("torch"), .linkedLibrary("torch_cpu"), .linkedLibrary("c10"),
        .linkedLibrary("m"),
        .unsafeFlags(["-Xclang-linker", "-shared"] + torchLibraries),
      ]),
    .target(name: "CGuardian"),

    // MARK: - Base
    .target(name: "GSLNumerics", dependencies: ["CGSL"], swiftSettings: strict + optimised),
    .target(
      name: "Tensors", dependencies: ["CTorch", "TorchEngine"], swiftSettings: strict + optimised,
      linkerSettings: [.unsafeFlags(installedLibraries)]),
    .target(name: "Plots", swiftSettings: safe),

    // MARK: - Methods
    .target(name: "Bandits", dependencies: ["GSLNumerics"], swiftSettings: safe + optimised),
    .target(
      name: "GaussianProcesses", dependencies: ["GSLNumerics"], swiftSettings: safe + optimised),
    .target(
      name: "BayesianOptimization", dependencies: ["GaussianProcesses", "GSLNumerics"],
      swiftSettings: safe + optimised),
    .target(name: "TaskWeighting", dependencies: ["GSLNumerics"], swiftSettings: safe + optimised),
    .target(
      name: "Multitask", dependencies: ["GSLNumerics", "TaskWeighting"],
      swiftSettings: safe + optimised),

    // MARK: - Data, trainers, journal
    .target(
      name: "TaskData", dependencies: ["Multitask", "GSLNumerics", "CZlib"],
      swiftSettings: safe + optimised),
    .target(name: "PretrainedEncoders", swiftSettings: safe + optimised),
    .target(
      name: "TorchTrainer",
      dependencies: [
        "Tensors", "Multitask", "PretrainedEncoders", "TaskData", "TaskWeighting", "GSLNumerics",
      ],
      swiftSettings: safe + optimised),
    .target(
      name: "CommandTrainer", dependencies: ["CGuardian", "GSLNumerics", "Multitask"],
      swiftSettings: safe + optimised),
    .target(
      name: "TrainerConformance", dependencies: ["Multitask"], swiftSettings: safe),
    .target(
      name: "RunJournal",
      dependencies: ["Multitask", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: safe),

    // MARK: - The search and the tool
    .target(
      name: "AutoSeM",
      dependencies: [
        "Bandits", "BayesianOptimization", "GaussianProcesses", "GSLNumerics", "Multitask",
        "RunJournal",
      ],
      swiftSettings: safe),
    .target(
      name: "AskTell",
      dependencies: ["BayesianOptimization", "GaussianProcesses", "Multitask", "RunJournal"],
      swiftSettings: safe),
    .target(
      name: "MixtureRegression",
      dependencies: [
        "BayesianOptimization", "GaussianProcesses", "GSLNumerics", "Multitask", "RunJournal",
        "TaskData", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: safe + optimised),
    .target(
      name: "PolicyComparison",
      dependencies: [
        "AutoSeM", "Bandits", "GSLNumerics", "Multitask", "RunJournal", "TaskWeighting",
      ],
      swiftSettings: safe),
    .target(
      name: "Execution",
      dependencies: [
        "AutoSeM", "CGuardian", "CommandTrainer", "GSLNumerics", "Multitask",
      ],
      swiftSettings: safe),
    .target(
      name: "ExperimentFiles",
      dependencies: [
        "AutoSeM", "CommandTrainer", "Execution", "GSLNumerics", "MixtureRegression", "Multitask",
        "PolicyComparison", "PretrainedEncoders", "RunJournal", "TaskData", "TorchTrainer", "Yams",
      ],
      swiftSettings: safe),
    .target(
      name: "Reports",
      dependencies: [
        "AutoSeM", "Bandits", "BayesianOptimization", "GSLNumerics", "GaussianProcesses",
        "MixtureRegression", "Multitask", "Plots", "PolicyComparison", "RunJournal",
      ],
      swiftSettings: safe),
    .target(
      name: "ExperimentTracking",
      dependencies: [
        "AutoSeM", "Bandits", "GSLNumerics", "Multitask", "PolicyComparison", "RunJournal",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: safe),
    .target(
      name: "ReferenceExperiments",
      dependencies: [
        "Bandits", "GSLNumerics", "TaskWeighting", "Tensors", "TorchTrainer", "Yams",
      ],
      swiftSettings: safe + optimised),
    .executableTarget(
      name: "AutosemCLI",
      dependencies: [
        "AskTell", "AutoSeM", "Execution", "ExperimentFiles", "ExperimentTracking", "GSLNumerics",
        "MixtureRegression", "Multitask", "PolicyComparison", "Reports", "RunJournal", "TaskData",
        "TorchTrainer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ],
      swiftSettings: safe),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "AskTell", "AutoSeM", "Bandits", "BayesianOptimization", "CLibFuzzer", "CommandTrainer",
        "Execution", "ExperimentFiles", "GSLNumerics", "GaussianProcesses", "MixtureRegression",
        "Multitask", "PolicyComparison", "PretrainedEncoders", "ReferenceExperiments", "Reports",
        "RunJournal", "TaskData", "TaskWeighting", "Tensors", "TorchTrainer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: safe),

    // MARK: - Tests
    .target(
      name: "TestSupport",
      dependencies: ["AskTell", "GSLNumerics", "Multitask", "RunJournal"],
      path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
    .target(
      name: "NumericalChecks", dependencies: ["CGSL"], path: "Tests/NumericalChecks",
      swiftSettings: strict),
    .testTarget(
      name: "GSLNumericsTests", dependencies: ["CGSL", "GSLNumerics", "NumericalChecks"],
      swiftSettings: strict),
    .testTarget(name: "TensorsTests", dependencies: ["Tensors"], swiftSettings: strict),
    .testTarget(
      name: "BanditsTests", dependencies: ["Bandits", "GSLNumerics", "NumericalChecks"],
      swiftSettings: strict),
    .testTarget(
      name: "TaskWeightingTests",
      dependencies: ["GSLNumerics", "NumericalChecks", "TaskWeighting"],
      swiftSettings: strict),
    .testTarget(
      name: "GaussianProcessesTests",
      dependencies: ["GaussianProcesses", "GSLNumerics", "NumericalChecks"],
      swiftSettings: strict),
    .testTarget(
      name: "BayesianOptimizationTests",
      dependencies: [
        "BayesianOptimization", "GaussianProcesses", "GSLNumerics", "NumericalChecks",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "TorchTrainerTests",
      dependencies: [
        "GSLNumerics", "Multitask", "PretrainedEncoders", "TaskData", "TaskWeighting", "Tensors",
        "TestSupport", "TorchTrainer", "TrainerConformance",
      ],
      exclude: ["Encoders/Pretrained/minilm-sentences.jsonl", "Encoders/Pretrained/Layouts"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTrainerTests",
      dependencies: ["CommandTrainer", "Multitask", "TestSupport", "TrainerConformance"],
      swiftSettings: strict),
    .testTarget(
      name: "TrainerConformanceTests",
      dependencies: ["Multitask", "TestSupport", "TrainerConformance"], swiftSettings: strict),
    .testTarget(
      name: "AutoSeMTests",
      dependencies: [
        "AutoSeM", "Bandits", "BayesianOptimization", "GSLNumerics", "GaussianProcesses",
        "Multitask", "RunJournal", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SearchTests",
      dependencies: [
        "AutoSeM", "GSLNumerics", "Multitask", "PolicyComparison", "RunJournal", "TaskData",
        "TaskWeighting", "TorchTrainer",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "DocumentationTests",
      dependencies: [
        "AskTell", "AutoSeM", "Bandits", "BayesianOptimization", "CommandTrainer", "Execution",
        "GaussianProcesses", "GSLNumerics", "MixtureRegression", "PolicyComparison",
        "PretrainedEncoders", "Reports", "RunJournal", "TaskData", "TaskWeighting", "TestSupport",
        "TorchTrainer", "TrainerConformance",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "PlotsTests", dependencies: ["Plots", "TestSupport"], exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "AutoSeM", "GSLNumerics", "GaussianProcesses", "MixtureRegression", "Multitask", "Plots",
        "PolicyComparison", "Reports", "RunJournal", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ExperimentTrackingTests",
      dependencies: [
        "AutoSeM", "ExperimentTracking", "Multitask", "PolicyComparison", "RunJournal",
        "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "MixtureRegressionTests",
      dependencies: [
        "BayesianOptimization", "GaussianProcesses", "GSLNumerics", "MixtureRegression",
        "Multitask", "NumericalChecks", "RunJournal", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "BenchmarksTests",
      dependencies: [
        "AutoSeM", "Benchmarks", "BayesianOptimization", "GSLNumerics", "Multitask",
        "NumericalChecks", "Tensors", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "AutosemCLI", "GSLNumerics", "Multitask", "RunJournal", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "RunJournalTests",
      dependencies: [
        "RunJournal", "Multitask", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "TaskDataTests",
      dependencies: ["CZlib", "GSLNumerics", "Multitask", "TaskData", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "PretrainedEncodersTests",
      dependencies: ["GSLNumerics", "PretrainedEncoders", "TestSupport"], exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "ReferenceExperimentsTests",
      dependencies: [
        "GSLNumerics", "NumericalChecks", "ReferenceExperiments", "TestSupport", "TorchTrainer",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "PolicyComparisonTests",
      dependencies: [
        "AutoSeM", "Bandits", "GSLNumerics", "Multitask", "NumericalChecks", "PolicyComparison",
        "RunJournal", "TaskWeighting", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "AskTellTests",
      dependencies: [
        "AskTell", "BayesianOptimization", "RunJournal", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "MultitaskTests", dependencies: ["GSLNumerics", "Multitask"], swiftSettings: strict),
    .testTarget(
      name: "ExecutionTests",
      dependencies: ["AutoSeM", "Execution", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ExperimentFilesTests",
      dependencies: [
        "AutoSeM", "CommandTrainer", "Execution", "ExperimentFiles", "GSLNumerics",
        "MixtureRegression", "Multitask", "PolicyComparison", "RunJournal", "TaskData",
        "TestSupport", "TorchTrainer",
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: torchStandard
)
