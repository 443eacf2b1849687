import AutoSeM

/// The share of a data set, with its size where that is known.
struct ExportedShare {
  let name: String
  let weight: Double

  /// The number of examples, or of tokens.
  let size: Double?
}

extension [ExportedShare] {
  /// What drawing until every data set has ended means for these shares, as lines.
  ///
  /// A data set of n examples with the share p has ended after about n ÷ p draws. The largest such number ends the
  /// training, and the others are repeated until then.
  var drawsUntilAllEnd: [String] {
    let draws = compactMap { share in share.size.map { $0 / share.weight } }
    guard draws.count == count, let most = draws.max(), let last = draws.firstIndex(of: most) else {
      return [
        "Draws go on until every data set has ended: about the largest of size / share. The others are",
        "repeated until then, the more the more their sizes differ from the shares.",
      ]
    }
    let slow = self[last]
    let repeats = zip(self, draws).map { (name: $0.name, times: most / $1) }
      .filter { $0.times > 1.05 }
      .map { "\(Self.brief($0.name)) \(fixed($0.times, 1)) times" }
    let first =
      "Draws go on until every data set has ended: about \(Self.whole(most)) draws, by the sizes of the run, which "
      + "end with \(Self.brief(slow.name)) (\(Self.whole(slow.size ?? 0)))."
    return [first]
      + (repeats.isEmpty
        ? [] : ["Smaller ones are oversampled: " + repeats.joined(separator: ", ") + "."])
  }

  /// What a mixture without a repeated row means for these shares, as lines.
  var rowsWithoutRepeats: [String] {
    let rows = compactMap { share in share.size.map { $0 / share.weight } }
    guard rows.count == count, let least = rows.min(), let first = rows.firstIndex(of: least) else {
      return [
        "No row is repeated: the mixture has the least of size / share rows, and drops the rest."
      ]
    }
    return [
      "No row is repeated: the mixture has \(Self.whole(least)) rows, by the sizes of the run, since "
        + "\(Self.brief(self[first].name)) has no more than \(Self.whole(self[first].size ?? 0))."
    ]
  }

  private static func whole(_ number: Double) -> String { fixed(number, 0) }

  /// A name on the line of a comment.
  private static func brief(_ name: String) -> String { "'\(name.forTerminal.cut(to: 40))'" }
}

/// A name that a form cannot hold.
public struct NameNotExported: Error, Equatable, Sendable, CustomStringConvertible {
  /// The name.
  public let name: String

  /// The form.
  public let form: MixtureExport

  /// What the form takes for something else.
  public let character: String

  /// The failure as a sentence.
  public var description: String {
    "the name '\(name.forTerminal)' has \(character), which the form \(form.rawValue) takes for something else: a "
      + "name without was expected; rename the task, or use --format json"
  }
}
