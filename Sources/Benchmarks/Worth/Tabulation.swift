import ArgumentParser
import Foundation
import GSLNumerics
import Multitask

/// Trains mixtures of problems and appends their measurements to tables, mixture by mixture for all problems, so that
/// the tables are as long as each other whenever it is stopped.
///
/// Trainings that a table holds are not repeated.
struct TabulateBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tabulate", abstract: "Trains mixtures of problems into tables of measurements.")

  @Argument(help: "The folder with GLUE's tasks.", completion: .directory)
  var glue: String

  @Argument(help: "The folder of the tables, created if missing.", completion: .directory)
  var folder: String

  @Argument(help: "The number of mixtures of each problem.")
  var mixtures: Count = 200

  @OptionGroup var worth: WorthArguments

  func run() throws {
    let (glue, folder) = (URL(filePath: glue), URL(filePath: folder))
    let problems = worth.problems()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var tabulations = try problems.map { problem in
      try Tabulation(
        training: problem.training(on: glue, model: worth.model),
        file: folder.appending(path: "\(problem.name).csv"))
    }
    for index in 0..<mixtures.rawValue {
      for (problem, number) in zip(problems, tabulations.indices) {
        let seconds = try processorSeconds { try tabulations[number].train(index) }
        print("\(problem.name) \(index): \(String(format: "%.1f", seconds)) s")
        fflush(nil)
      }
    }
  }
}

/// The table of a problem in the making.
struct Tabulation {
  let file: URL
  private let training: TableTraining
  private let design: MixtureDesign
  private(set) var table: MixtureTable

  /// Opens a table, or begins one.
  init(training: TableTraining, file: URL) throws {
    self.file = file
    self.training = training
    let tasks = training.factory.tasks
    design = MixtureDesign(sizes: tasks.map(\.trainingExamples), streams: training.streams)
    table =
      FileManager.default.fileExists(atPath: file.path(percentEncoded: false))
      ? try MixtureTable(contentsOf: file, longest: training.lengths.last)
      : MixtureTable(tasks: tasks.names)
    // Drops the rows of an interrupted training.
    try Data(table.text.utf8).write(to: file)
  }

  /// Trains the mixture of an index with its seeds, and appends the rows of each training.
  mutating func train(_ index: Int) throws {
    let seeds = MixtureDesign.seeds(of: index).filter { !table.holds(index: index, seed: $0) }
    guard !seeds.isEmpty else { return }
    let earlier = table.rows.filter { $0.index < index }
    var before = MixtureTable(tasks: table.tasks)
    before.add(earlier)
    let mixture = try design.mixture(index, after: before.scored)
    for seed in seeds {
      let lines = try training.rows(of: mixture, index: index, seed: seed).map(\.line)
      // The numbers of the file, so that a resumed table goes on like this one.
      table.add(
        try lines.compactMap { try MixtureTable.Row($0.dropLast(), tasks: table.tasks.count) })
      let handle = try FileHandle(forWritingTo: file)
      try handle.seekToEnd()
      try handle.write(contentsOf: Data(lines.joined().utf8))
      try handle.close()
    }
  }
}
