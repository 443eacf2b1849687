import BayesianOptimization
import Foundation
import TestSupport
import Testing

@testable import AskTell

@Suite struct OptimizationSessionTests {
  private static let square = "{\"space\":[[0,1],[0,1]],\"seed\":1,\"budget\":20}"

  /// A session over the unit square.
  private func square() throws -> Dialogue {
    var dialogue = try Dialogue()
    #expect(try dialogue.say(Self.square) == "{\"ok\":true}")
    return dialogue
  }

  private func bowl(_ x: [Double]) -> Double {
    (x[0] - 0.3) * (x[0] - 0.3) + (x[1] - 0.8) * (x[1] - 0.8)
  }

  /// How far apart two points are, by their largest difference.
  private func gap(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  // MARK: - Good lines

  @Test func aPredictionHasAMeanAndAStandardDeviation() throws {
    var dialogue = try square()
    #expect(try dialogue.complaint("{\"predict\":{\"x\":[0.3,0.8]}}").contains("none succeeded"))
    for _ in 0..<12 {
      let x = try dialogue.ask()
      try dialogue.tell(x, bowl(x))
    }
    let values = try JSONValue(Array(try dialogue.say("{\"predict\":{\"x\":[0.3,0.8]}}").utf8))
    let object = try JSONObject(values, name: "the answer", keys: ["mean", "standard_deviation"])
    let mean = try #require(try object.number("mean"))
    let deviation = try #require(try object.number("standard_deviation"))
    #expect(abs(mean) < 0.05)
    #expect(deviation > 0)
    #expect(try dialogue.complaint("{\"predict\":{\"x\":[0.3]}}").contains("2 were expected"))
  }

  @Test func aSuggestionCanBeWithdrawn() throws {
    var dialogue = try square()
    let (first, second) = (try dialogue.ask(), try dialogue.ask())
    #expect(try dialogue.say("{\"withdraw\":{\"x\":\(first)}}") == "{\"ok\":true}")
    #expect(try dialogue.say("{\"pending\":true}") == "{\"pending\":\(list([second]))}")
    #expect(
      try dialogue.complaint("{\"withdraw\":{\"x\":\(first)}}").contains("{\"pending\":true}"))
  }

  /// Predictions are not in the journal, so that suggestions must not depend on them.
  @Test func predictionsDoNotChangeSuggestions() throws {
    func points(predicting: Bool) throws -> [[Double]] {
      var dialogue = try square()
      return try (0..<10).map { _ in
        let x = try dialogue.ask()
        try dialogue.tell(x, bowl(x))
        if predicting { try dialogue.say("{\"predict\":{\"x\":[0.1,0.2]}}") }
        return x
      }
    }
    let plain = try points(predicting: false)
    #expect(try points(predicting: true) == plain)
  }

  @Test func aTextIsAnsweredWithAText() throws {
    var session = try OptimizationSession()
    #expect(try session.reply(to: Self.square) == "{\"ok\":true}")
    #expect(try session.reply(to: "{\"tell\":{\"x\":[0.5,0.25],\"y\":1}}") == "{\"ok\":true}")
    let long = String(repeating: " ", count: InputLine.limit + 1)
    #expect(try session.reply(to: long).hasPrefix("{\"error\":\"the line is too long"))
  }

  @Test func askingAndTellingFindsTheLeastValue() throws {
    var dialogue = try square()
    for _ in 0..<20 {
      let x = try dialogue.ask()
      try dialogue.tell(x, bowl(x))
    }
    #expect(gap(try dialogue.point("{\"recommend\":true}"), [0.3, 0.8]) < 0.02)
    #expect(
      try dialogue.say("{\"status\":true}")
        == "{\"asks\":20,\"failures\":0,\"pending\":0,\"tells\":20}")
  }

  @Test func theSameLinesGetTheSameAnswersAndAnotherSeedOthers() throws {
    func points(_ first: String) throws -> [[Double]] {
      var dialogue = try Dialogue()
      try dialogue.say(first)
      return try (0..<8).map { _ in
        let x = try dialogue.ask()
        try dialogue.tell(x, bowl(x))
        return x
      }
    }
    let points1 = try points("{\"space\":[[0,1],[0,1]],\"seed\":1}")
    #expect(try points("{\"space\":[[0,1],[0,1]],\"seed\":1}") == points1)
    #expect(try points("{\"space\":[[0,1],[0,1]]}") == points1)
    #expect(try points("{\"space\":[[0,1],[0,1]],\"seed\":2}") != points1)
    // Beyond what a floating-point number tells apart.
    let large = try ["18446744073709551614", "18446744073709551615"].map {
      try points("{\"space\":[[0,1],[0,1]],\"seed\":\($0)}")
    }
    #expect(large[0] != large[1])
  }

  @Test func openAsksAreDistinctAndTellingClosesThem() throws {
    var dialogue = try square()
    for _ in 0..<6 {
      let x = try dialogue.ask()
      try dialogue.tell(x, bowl(x))
    }
    let open = try (0..<6).map { _ in try dialogue.ask() }
    for (place, point) in open.enumerated() {
      for other in open[..<place] { #expect(gap(point, other) > 1e-3) }
    }
    #expect(try dialogue.say("{\"pending\":true}") == "{\"pending\":\(list(open))}")
    try dialogue.tell(open[4], 1)
    try dialogue.tell(open[0], nil)
    let left = [open[1], open[2], open[3], open[5]]
    #expect(try dialogue.say("{\"pending\":true}") == "{\"pending\":\(list(left))}")
  }

  /// Points as an answer writes them.
  private func list(_ points: [[Double]]) throws -> String {
    try JSONValue.list(points.map { .list($0.map { .number($0) }) }).json()
  }

  @Test func aPointThatLostDigitsClosesItsAsk() throws {
    var dialogue = try Dialogue()
    try dialogue.say("{\"space\":[[-1000,1000],{\"low\":1e-8,\"high\":1,\"scale\":\"log\"}]}")
    let open = try (0..<3).map { _ in try dialogue.ask() }
    for x in open.reversed() {
      let text = x.map { String(format: "%.7g", $0) }.joined(separator: ",")
      try dialogue.say("{\"tell\":{\"x\":[\(text)],\"y\":1}}")
    }
    #expect(try dialogue.say("{\"pending\":true}") == "{\"pending\":[]}")
  }

  @Test func aPointNobodyAskedForLeavesTheAsksOpen() throws {
    var dialogue = try Dialogue()
    // A range all of which is within a millionth of every point.
    try dialogue.say("{\"space\":[[0,1e-7]]}")
    let x = try dialogue.ask()
    try dialogue.tell([x[0] > 5e-8 ? 1e-8 : 9e-8], 1)
    #expect(
      try dialogue.say("{\"status\":true}")
        == "{\"asks\":1,\"failures\":0,\"pending\":1,\"tells\":1}")
  }

  @Test func aFailedTrialIsToldWithNullOrWithoutAValue() throws {
    var dialogue = try square()
    #expect(try dialogue.say("{\"tell\":{\"x\":[0.5,0.5],\"y\":null}}") == "{\"ok\":true}")
    #expect(try dialogue.say("{\"tell\":{\"x\":[0.5,0.6]}}") == "{\"ok\":true}")
    #expect(
      try dialogue.say("{\"tell\":{\"x\":[0.5,0.7],\"y\":null,\"noise\":0.1}}") == "{\"ok\":true}")
    #expect(
      try dialogue.say("{\"status\":true}")
        == "{\"asks\":0,\"failures\":3,\"pending\":0,\"tells\":3}")
    // All of the beginning may fail; the search goes on.
    for _ in 0..<8 { try dialogue.tell(try dialogue.ask(), nil) }
    #expect(try dialogue.complaint("{\"recommend\":true}").contains("nothing to recommend"))
    try dialogue.tell(try dialogue.ask(), 0.25)
    #expect(try dialogue.point("{\"recommend\":true}").count == 2)
  }

  @Test func valuesOfAnySizeAreTaken() throws {
    var dialogue = try square()
    for (place, value) in [
      1e100, -1e100, 1e-300, 0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 3,
    ].enumerated() {
      try dialogue.tell([Double(place) / 7, 0.5], value)
    }
    #expect(try dialogue.ask().allSatisfy { (0...1).contains($0) })
    #expect(try dialogue.point("{\"recommend\":true}").count == 2)
  }

  @Test func whitespaceAndCarriageReturnsAreNothing() throws {
    var dialogue = try square()
    #expect(try dialogue.say(" \t{ \"status\" : true }\r").contains("\"asks\":0"))
  }

  @Test func numbersReadBackAsTheSameNumbers() throws {
    let values = [
      0.1 + 0.2, 1e-7, .leastNonzeroMagnitude, 1.7976931348623157e308, -0.1, 3, 1.0 / 3,
    ]
    #expect(try numbers(in: OptimizationReply.point(values).line()) == values)
    #expect(try OptimizationReply.point([0.1, 3, 1e-7]).line() == "{\"x\":[0.1,3,1e-07]}")
  }

  // MARK: - Spaces

  /// Spaces and what their points are like.
  private static let spaces: [(line: String, isMember: @Sendable ([Double]) -> Bool)] = [
    ("[[-5,10]]", { $0.count == 1 && (-5...10).contains($0[0]) }),
    (
      "[{\"low\":1e-6,\"high\":1,\"scale\":\"log\"},{\"low\":0,\"high\":2,\"scale\":\"linear\"}]",
      { (1e-6...1).contains($0[0]) && (0...2).contains($0[1]) }
    ),
    (
      "[{\"low\":1,\"high\":4,\"integer\":true},[0,1]]",
      { [1, 2, 3, 4].contains($0[0]) && (0...1).contains($0[1]) }
    ),
    (
      "{\"simplex\":3}",
      { $0.count == 3 && $0.allSatisfy { $0 >= 0 } && abs($0.reduce(0, +) - 1) < 1e-9 }
    ),
    (
      "{\"simplex\":4,\"floor\":0.05,\"caps\":[1,0.5,0.5,0.2]}",
      {
        $0.count == 4
          && zip($0, [1, 0.5, 0.5, 0.2]).allSatisfy { $0 >= 0.05 - 1e-9 && $0 <= $1 + 1e-9 }
          && abs($0.reduce(0, +) - 1) < 1e-9
      }
    ),
    (
      "{\"parts\":[{\"simplex\":2},[{\"low\":1e-5,\"high\":0.1,\"scale\":\"log\"}]]}",
      { $0.count == 3 && abs($0[0] + $0[1] - 1) < 1e-9 && (1e-5...0.1).contains($0[2]) }
    ),
  ]

  @Test(arguments: spaces.indices)
  func everySpaceIsSearched(index: Int) throws {
    let (space, isMember) = Self.spaces[index]
    var dialogue = try Dialogue()
    #expect(try dialogue.say("{\"space\":\(space),\"budget\":12}") == "{\"ok\":true}")
    for trial in 0..<10 {
      let x = try dialogue.ask()
      #expect(isMember(x), "\(x)")
      try dialogue.tell(x, trial == 3 ? nil : x[0])
    }
    #expect(isMember(try dialogue.point("{\"recommend\":true}")))
    #expect(try dialogue.say("{\"status\":true}").contains("\"pending\":0"))
  }

  @Test(arguments: spaces.indices)
  func aSpaceReadsBackFromItsOwnText(index: Int) throws {
    let space = try SpaceDescription(JSONValue(Array(Self.spaces[index].line.utf8)))
    #expect(try SpaceDescription(JSONValue(Array(space.json.json().utf8))) == space)
  }

  @Test func weightsThatWereRoundedAreTakenAsTheyAreMeant() throws {
    func told(_ space: String, _ x: String) throws -> String {
      var dialogue = try Dialogue()
      try dialogue.say("{\"space\":\(space)}")
      return try dialogue.say("{\"tell\":{\"x\":\(x),\"y\":1}}")
    }
    for x in ["[0.333333,0.333333,0.333333]", "[1e-7,0.5,0.5]", "[-1e-7,0.5,0.5]", "[0,0,1]"] {
      #expect(try told("{\"simplex\":3}", x) == "{\"ok\":true}", "\(x)")
    }
    let capped = "{\"simplex\":3,\"floor\":0.1,\"caps\":[0.5,0.5,0.5]}"
    for x in ["[0.4000005,0.5,0.1]", "[0.3999995,0.5,0.1]", "[0.5000001,0.3999999,0.1]"] {
      #expect(try told(capped, x) == "{\"ok\":true}", "\(x)")
    }
    #expect(try told("{\"simplex\":3}", "[0.5,0.5,0.02]").contains("sum to 1.02"))
    #expect(try told(capped, "[0.6,0.3,0.1]").contains("x[0] is 0.6: a weight from 0.1 to 0.5"))
  }

  /// Published tables have three digits.
  @Test func weightsThatSumToNearlyOneAreScaledAndThatIsSaidOnce() throws {
    var dialogue = try Dialogue()
    try dialogue.say("{\"space\":{\"parts\":[[[0,1]],{\"simplex\":3}]}}")
    func tell(_ x: String) throws -> String {
      try dialogue.say("{\"tell\":{\"x\":\(x),\"y\":1}}")
    }
    #expect(try tell("[0.5,0.333,0.333,0.334]") == "{\"ok\":true}")
    let first = try tell("[0.5,0.333,0.333,0.332]")
    #expect(first.contains("\"note\":\"the weights sum to 0.998") && first.contains("\"ok\":true"))
    #expect(try tell("[0.5,0.2,0.333,0.469]") == "{\"ok\":true}")
    let weights = try SimplexSpace(JSONValue(Array("{\"simplex\":3}".utf8)))
      .admitted([0, 0.5, 0.498], offset: 0)
    #expect(weights[0] == 0)
    #expect(abs(weights[1] - 0.5 / 0.998) < 1e-12)
  }

  @Test func aWeightOfZeroStaysZero() throws {
    let weights = try SimplexSpace(JSONValue(Array("{\"simplex\":3}".utf8)))
      .admitted([0, 0.3333331, 0.6666660], offset: 0)
    #expect(weights[0] == 0)
    #expect(abs(weights.reduce(0, +) - 1) < 1e-12)
  }
}
