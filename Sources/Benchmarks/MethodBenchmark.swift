import ArgumentParser
import Foundation
import ReferenceExperiments

/// Runs the reference experiment of a file and prints its table.
struct MethodBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "method", abstract: "Runs a reference experiment of a method.")

  @Argument(help: "The file of the experiment.", completion: .file(extensions: ["yml"]))
  var file: String

  func run() throws {
    let text = try String(contentsOf: URL(filePath: file), encoding: .utf8)
    print(try MethodFile.experiment(text, name: file).run())
  }
}
