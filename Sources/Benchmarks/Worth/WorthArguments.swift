import ArgumentParser
import Foundation

/// The arguments of a command that trains on problems.
struct WorthArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The problems. Default: all.", valueName: "problem"),
    transform: WorthProblem.named)
  private var named: [WorthProblem] = []

  @Option(
    help: ArgumentHelp(
      "The folder of a pretrained encoder, for the problems that need it.", valueName: "folder"),
    completion: .directory,
    transform: { URL(filePath: $0).absoluteURL.path(percentEncoded: false) })
  var model: String?

  /// The problems that were named, or all.
  ///
  /// Says which are left out because they need a pretrained encoder.
  func problems() -> [WorthProblem] {
    let problems = named.isEmpty ? WorthProblem.all : named
    let skipped = problems.filter { $0.isFrozen && model == nil }.map(\.name)
    if !skipped.isEmpty {
      print(
        "Without --model FOLDER, the folder of a pretrained encoder, these problems are left out: "
          + skipped.joined(separator: ", "))
    }
    return problems.filter { !skipped.contains($0.name) }
  }
}
