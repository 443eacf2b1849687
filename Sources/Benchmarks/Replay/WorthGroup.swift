/// Some of the problems, of which a report gives a mean.
struct WorthGroup: Sendable {
  let name: String

  /// Returns whether a problem is one of them.
  let holds: @Sendable (WorthProblem) -> Bool

  /// The halves, the kinds of encoder, and all problems.
  static let all =
    WorthProblem.Half.allCases.map { half in
      WorthGroup(name: half.rawValue) { $0.half == half }
    } + [
      WorthGroup(name: "built-in encoders") { !$0.isFrozen },
      WorthGroup(name: "frozen encoder") { $0.isFrozen },
      WorthGroup(name: "all") { _ in true },
    ]
}
