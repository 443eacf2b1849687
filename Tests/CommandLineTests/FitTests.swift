import Foundation
import TestSupport
import Testing

/// `autosem fit`.
@Suite struct FitTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let rows = (0..<24).map { number in
      let (web, code) = (Double((number * 7) % 25) / 25, Double((number * 11) % 25) / 25)
      let total = web + code + 0.2
      let loss = 2 + (web / total - 0.5) * (web / total - 0.5) + code / total
      return "\(number),\(web / total),\(code / total),\(0.2 / total),\(loss)\n"
    }
    try folder.write("run,web,code,books,val_loss\n" + rows.joined(), to: "runs.csv")
  }

  @Test func aTableLeadsToAMixture() throws {
    let result = try Tool.run(
      "fit", folder.path("runs.csv"), "--objective", "val_loss", "--propose", "2", "--cap",
      "web=0.4")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("24 runs of 3 domains (web, code, books)"))
    #expect(result.output.contains("Recommended: web 0.400"))
    let again = try Tool.run(
      "fit", folder.path("runs.csv"), "--objective", "val_loss", "--propose", "2", "--cap",
      "web=0.4")
    #expect(again.output == result.output)
  }

  @Test func aBoundOfADomainGoesBeforeThatOfAll() throws {
    let result = try Tool.run(
      "fit", folder.path("runs.csv"), "--objective", "val_loss", "--floor", "books=0.3,0.1",
      "--cap",
      "0.9,web=0.35")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("Recommended: web 0.350, code 0.1"), "\(result.output)")
  }

  @Test func theMixtureIsPrintedAloneForOtherPrograms() throws {
    try folder.write("name,size\nweb,1e6\ncode,1e6\nbooks,2e6\n", to: "sizes.csv")
    let result = try Tool.run(
      "fit", folder.path("runs.csv"), "--objective", "val_loss", "--format", "csv", "--sizes",
      folder.path("sizes.csv"), "--repeat-at-most", "1", "--examples", "4e6")
    #expect(result.status == 0, "\(result.errors)")
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 4 && lines[0] == "task,weight")
    // A million examples once are a quarter of four million.
    let web = try #require(lines[1].split(separator: ",").last.flatMap { Double($0) })
    #expect(web <= 0.25 + 1e-9)
    #expect(result.errors.contains("Recommended: "))
  }

  @Test(arguments: [
    (["--objective", "val_los"], "did you mean 'val_loss'?", Int32(2)),
    (["--objective", "run"], "'run' does not tell whether a large or a small value is good", 2),
    (["--objective", "val_loss", "--cap", "web"], "--cap takes name=number", 64),
    (["--objective", "val_loss", "--floor", "0.1,0.2"], "--floor takes one number for all", 64),
    (["--objective", "val_loss", "--floor", "wbe=0.1"], "did you mean 'web'?", 2),
    (
      ["--objective", "val_loss", "--repeat-at-most", "4"], "--repeat-at-most needs --examples", 64
    ),
    ([], "--objective is missing", 64),
  ])
  func wrongOptionsAreMetWithASentence(options: [String], message: String, status: Int32) throws {
    let result = try Tool(["fit", folder.path("runs.csv")] + options).result()
    #expect(result.status == status)
    #expect(result.errors.contains(message), "\(result.errors)")
  }
}
