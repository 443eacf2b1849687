import Foundation
import TestSupport
import Testing

@testable import AskTell

/// Lines that are wrong: each is answered with a sentence, and changes nothing.
@Suite struct BadLineTests {
  /// Lines that are wrong over the unit square, and what the sentence says.
  private static let lines: [(line: String, parts: [String])] = [
    // Not a JSON object.
    ("", ["empty", "{\"ask\":true}"]), ("  \t\r", ["empty"]), ("hello", ["not JSON"]),
    ("{\"ask\":true", ["not JSON"]), ("{\"ask\":true}}", ["not JSON"]),
    ("{\"ask\":true}{\"ask\":true}", ["not JSON"]), ("\u{0}", ["not JSON"]),
    (String(repeating: "[", count: 100_000), ["not JSON"]),
    ("{\"tell\":{\"x\":[0.1,0.2],\"y\":NaN}}", ["not JSON", "null"]),
    ("{\"tell\":{\"x\":[0.1,0.2],\"y\":Infinity}}", ["not JSON", "null"]),
    ("[true]", ["a list of 1", "an object"]), ("3", ["is 3", "an object"]),
    ("-9223372036854775808", ["is -9.223372036854776e+18", "an object"]),
    ("null", ["null", "an object"]), ("\"ask\"", ["\"ask\"", "an object"]),
    // Not one request.
    ("{}", ["none of", "exactly one"]), ("{\"seed\":1}", ["none of"]),
    ("{\"ask\":true,\"recommend\":true}", ["\"ask\" and \"recommend\""]),
    ("{\"aks\":true}", ["\"aks\"", "did you mean \"ask\"?"]),
    ("{\"ask\":true,\"seed\":1}", ["\"seed\"", "only \"ask\""]),
    ("{\"ask\":false}", ["false", "true was expected"]), ("{\"ask\":1}", ["is 1", "true"]),
    ("{\"ask\":null}", ["null", "true"]), ("{\"recommend\":\"yes\"}", ["\"yes\"", "true"]),
    ("{\"pending\":[]}", ["an empty list", "true"]), ("{\"status\":{}}", ["an object", "true"]),
    // A second space.
    ("{\"space\":[[0,1],[0,1]]}", ["told before"]),
    // Points.
    ("{\"tell\":null}", ["no \"tell\""]), ("{\"tell\":[0.1,0.2]}", ["a list of 2", "an object"]),
    ("{\"tell\":{\"y\":1}}", ["no \"x\""]),
    ("{\"tell\":{\"x\":[0.1],\"y\":1}}", ["1 numbers", "2 were expected"]),
    ("{\"tell\":{\"x\":[],\"y\":1}}", ["0 numbers"]),
    ("{\"tell\":{\"x\":[0.1,0.2,0.3],\"y\":1}}", ["3 numbers"]),
    ("{\"tell\":{\"x\":0.1,\"y\":1}}", ["\"x\" is 0.1", "a list of numbers"]),
    ("{\"tell\":{\"x\":[0.1,\"0.2\"],\"y\":1}}", ["\"x\"[1] is \"0.2\""]),
    ("{\"tell\":{\"x\":[0.1,null],\"y\":1}}", ["\"x\"[1] is null"]),
    ("{\"tell\":{\"x\":[0.1,1.1],\"y\":1}}", ["x[1] is 1.1", "from 0 to 1"]),
    ("{\"tell\":{\"x\":[-1e300,0.1],\"y\":1}}", ["x[0] is -1e+300"]),
    ("{\"tell\":{\"x\":[1e999,0.1],\"y\":1}}", ["beyond the largest"]),
    // Values.
    ("{\"tell\":{\"x\":[0.1,0.2],\"y\":\"1\"}}", ["\"y\" is \"1\"", "a number"]),
    ("{\"tell\":{\"x\":[0.1,0.2],\"y\":true}}", ["\"y\" is true"]),
    ("{\"tell\":{\"x\":[0.1,0.2],\"y\":[1]}}", ["\"y\" is a list"]),
    ("{\"tell\":{\"x\":[0.1,0.2],\"y\":-1e999}}", ["beyond the largest"]),
    ("{\"tell\":{\"x\":[0.1,0.2],\"value\":1}}", ["\"value\"", "\"x\", \"y\", \"noise\""]),
    ("{\"tell\":{\"x\":[0.1,0.2],\"y\":1,\"nose\":1}}", ["did you mean \"noise\"?"]),
    ("{\"tell\":{\"x\":[0.1,0.2],\"y\":1,\"noise\":-1}}", ["-1", "at least 0"]),
    ("{\"tell\":{\"x\":[0.1,0.2],\"y\":1,\"noise\":\"a\"}}", ["\"noise\" is \"a\""]),
  ]

  @Test(arguments: lines.indices)
  func aBadLineIsOneSentence(index: Int) throws {
    let (line, parts) = Self.lines[index]
    var dialogue = try Dialogue()
    try dialogue.say("{\"space\":[[0,1],[0,1]]}")
    let sentence = try dialogue.complaint(line)
    for part in parts { #expect(sentence.contains(part), "'\(part)' is not in: \(sentence)") }
    #expect(!sentence.contains("\n") && sentence.count < 400)
  }

  @Test func badLinesChangeNothing() throws {
    var (plain, disturbed) = (try Dialogue(), try Dialogue())
    for line in Self.lines.map(\.line) where !line.contains("\"space\"") {
      #expect(try disturbed.complaint(line) != "no complaint")
    }
    for step in 0..<12 {
      let line = step == 0 ? "{\"space\":[[0,1],[0,1]]}" : "{\"ask\":true}"
      let answer = try plain.say(line)
      #expect(try disturbed.say(line) == answer)
      for bad in Self.lines.map(\.line) {
        #expect(try disturbed.complaint(bad) != "no complaint", "\(bad)")
      }
      if step > 0, step % 3 > 0 {
        let tell = tellLine(try numbers(in: answer), Double(step))
        #expect(try disturbed.say(tell) == plain.say(tell))
      }
    }
    #expect(try disturbed.say("{\"status\":true}") == plain.say("{\"status\":true}"))
    #expect(try disturbed.say("{\"recommend\":true}") == plain.say("{\"recommend\":true}"))
  }

  @Test func nothingIsAnsweredBeforeTheSpace() throws {
    var dialogue = try Dialogue()
    for line in [
      "{\"ask\":true}", "{\"tell\":{\"x\":[0.5],\"y\":1}}", "{\"recommend\":true}",
      "{\"pending\":true}", "{\"status\":true}",
    ] {
      #expect(try dialogue.complaint(line).contains("the space is not known yet"))
    }
    #expect(try dialogue.say("{\"space\":[[0,1]]}") == "{\"ok\":true}")
  }

  @Test func thereIsNothingToRecommendBeforeASuccess() throws {
    var dialogue = try Dialogue()
    try dialogue.say("{\"space\":[[0,1]]}")
    #expect(try dialogue.complaint("{\"recommend\":true}").contains("nothing to recommend"))
  }

  @Test func whatIsNotTextIsRefused() throws {
    var session = try OptimizationSession()
    for bytes: [UInt8] in [
      [0xFF, 0xFE], [0xC3], Array("{\"a".utf8) + [0xFF] + Array("\":1}".utf8),
    ] {
      guard case .error(let sentence) = session.reply(to: .bytes(bytes)) else {
        Issue.record("\(bytes) was taken")
        continue
      }
      #expect(sentence.contains("not text"))
    }
    var dialogue = try Dialogue()
    #expect(try dialogue.complaint("{\"ask\":\"\\ud800\"}").contains("half a character"))
  }

  @Test func aLineThatIsTooLongSaysHowLongItMayBe() throws {
    var session = try OptimizationSession()
    #expect(
      session.reply(to: .tooLong)
        == .error("the line is too long: at most 1048576 bytes were expected"))
  }

  // MARK: - The first line

  /// Spaces that are wrong, and what the sentence says.
  private static let spaces: [(space: String, parts: [String])] = [
    ("null", ["no \"space\""]), ("3", ["is 3", "\"simplex\""]), ("[]", ["an empty list"]),
    ("[3]", ["space[0] is 3"]), ("[[0]]", ["space[0]", "[low, high]"]),
    ("[[0,1,2]]", ["space[0]", "[low, high]"]), ("[[0,\"1\"]]", ["space[0][1] is \"1\""]),
    ("[[0,1],[1,1]]", ["space[1]", "from 1.0 to 1.0"]), ("[[1,0]]", ["from 1.0 to 0.0"]),
    ("[[-1e308,1e308]]", ["space[0]", "finite"]),
    ("[{\"low\":0}]", ["no \"high\""]),
    ("[{\"low\":0,\"high\":1,\"log\":true}]", ["\"log\""]),
    ("[{\"low\":0,\"high\":1,\"scale\":\"log\"}]", ["positive"]),
    ("[{\"low\":1,\"high\":2,\"scale\":\"lag\"}]", ["\"lag\"", "\"log\" or \"linear\""]),
    ("[{\"low\":1,\"high\":2,\"scale\":\"log\",\"integer\":true}]", ["one was expected"]),
    ("[{\"low\":0.5,\"high\":2,\"integer\":true}]", ["whole"]),
    ("[{\"low\":0,\"high\":2,\"integer\":1}]", ["\"integer\" is 1"]),
    ("{}", ["no \"simplex\""]), ("{\"simplx\":3}", ["did you mean \"simplex\"?"]),
    ("{\"simplex\":1}", ["at least two"]), ("{\"simplex\":2.5}", ["2.5", "whole number"]),
    ("{\"simplex\":1e18}", ["1000"]), ("{\"simplex\":\"3\"}", ["\"3\""]),
    ("{\"simplex\":-3}", ["-3"]), ("{\"simplex\":3,\"floor\":0.4}", ["floor of 0.4"]),
    ("{\"simplex\":3,\"floor\":-0.1}", ["floor of -0.1"]),
    ("{\"simplex\":3,\"caps\":[1,1]}", ["2 caps", "3 weights"]),
    ("{\"simplex\":3,\"caps\":[0.3,0.3,0.3]}", ["at least 1"]),
    ("{\"simplex\":3,\"floor\":0.2,\"caps\":[1,1,0.1]}", ["below the floor"]),
    ("{\"simplex\":2,\"parts\":[]}", ["\"simplex\"", "only \"parts\""]),
    ("{\"parts\":[]}", ["an empty list"]), ("{\"parts\":[[[0,1]],[[1,0]]]}", ["from 1.0 to 0.0"]),
    ("{\"parts\":[{\"simplex\":600},{\"simplex\":600}]}", ["at most 1000"]),
    (
      "[" + Array(repeating: "[0,1]", count: 1001).joined(separator: ",") + "]",
      ["at most 1000"]
    ),
    (
      String(repeating: "{\"parts\":[", count: 1000) + String(repeating: "]}", count: 1000),
      ["not JSON"]
    ),
  ]

  @Test(arguments: spaces.indices)
  func aBadSpaceIsRefusedAndAGoodOneMayFollow(index: Int) throws {
    let (space, parts) = Self.spaces[index]
    var dialogue = try Dialogue()
    let sentence = try dialogue.complaint("{\"space\":\(space)}")
    for part in parts { #expect(sentence.contains(part), "'\(part)' is not in: \(sentence)") }
    #expect(try dialogue.say("{\"space\":[[0,1]]}") == "{\"ok\":true}")
  }

  @Test func theRestOfTheFirstLineIsChecked() throws {
    var dialogue = try Dialogue()
    for (rest, part) in [
      ("\"seed\":-1", "\"seed\" is -1"), ("\"seed\":1.5", "\"seed\" is 1.5"),
      ("\"seed\":18446744073709551616", "\"seed\" is"), ("\"seed\":\"1\"", "\"seed\" is \"1\""),
      ("\"budget\":0", "\"budget\" is 0"), ("\"budget\":1e12", "\"budget\" is"),
      ("\"hyperparameter_samples\":0", "whole number from 1 to 100"),
      ("\"acquisition\":\"luck\"", "\"luck\": one of \"expected_improvement\", "),
      ("\"acquisition\":1", "\"acquisition\" is 1: one of"),
      ("\"budget\":true", "\"budget\" is true"), ("\"noisy\":1", "\"noisy\" is 1"),
      ("\"noise\":true", "did you mean \"noisy\"?"), ("\"ask\":true", "\"space\" and \"ask\""),
    ] {
      let sentence = try dialogue.complaint("{\"space\":[[0,1]],\(rest)}")
      #expect(sentence.contains(part), "'\(part)' is not in: \(sentence)")
    }
    #expect(
      try dialogue.say("{\"space\":[[0,1]],\"seed\":null,\"budget\":1,\"noisy\":null}")
        == "{\"ok\":true}")
    #expect(try dialogue.ask().count == 1)
  }
}
