import Foundation

/// The arguments of a command that trains on problems.
struct WorthArguments {
  /// The arguments in their order, without the option.
  let values: [String]

  /// The absolute path of the folder of a pretrained encoder, after `--model`; nil without.
  let model: String?

  init(_ arguments: some Sequence<String>) {
    var values = Array(arguments)
    if let option = values.firstIndex(of: "--model"), option + 1 < values.count {
      model = URL(filePath: values[option + 1]).absoluteURL.path(percentEncoded: false)
      values.removeSubrange(option...option + 1)
    } else {
      model = nil
    }
    self.values = values
  }

  /// The comma-separated numbers at a position; a default without any.
  func numbers(at position: Int, else standard: [Int]) -> [Int] {
    guard values.indices.contains(position) else { return standard }
    let numbers = values[position].split(separator: ",").compactMap { Int($0) }
    return numbers.isEmpty ? standard : numbers
  }

  /// The problems with the names from a position on, or all.
  ///
  /// Says which are left out because they need a pretrained encoder.
  ///
  /// - Throws: `UnknownProblem`.
  func problems(from position: Int) throws -> [WorthProblem] {
    let named = try values.dropFirst(position).map(WorthProblem.named)
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
