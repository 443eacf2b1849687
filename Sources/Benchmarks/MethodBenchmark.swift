import Foundation
import ReferenceExperiments

/// Runs the reference experiment of a file and prints its table.
///
/// - Throws: `MethodFileError`, and what the experiment throws.
func runMethod(_ path: String) throws {
  let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
  print(try MethodFile.experiment(text, name: path).run())
}
