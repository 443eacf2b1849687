import AutoSeM
import Foundation
import Reports
import RunJournal
import Testing

@Suite struct ListingPageTests {
  private func listed(_ name: String, _ sample: RunSample = RunSample()) throws -> ListedRun {
    try ListedRun(
      name: name, journal: sample.journal(), state: sample.isFinished ? .finished : .running)
  }

  @Test func aRunIsListedWithItsStateAndItsAnswer() throws {
    var going = RunSample()
    (going.seeds, going.isFinished) = (0, false)
    let html = ListingPage(runs: [
      try listed("rte"), try listed("rte-2", going),
      ListedRun(name: "old", unreadable: "no journal"),
    ]).html(refreshingEvery: 5)
    #expect(html.contains("<td><a href=\"/report?run=rte\">rte</a></td><td>finished</td>"))
    #expect(html.contains("Train rte with "))
    #expect(html.contains("<td>running</td>") && html.contains("stage two: 10/24 trials"))
    #expect(html.contains("<td>old</td><td>unreadable</td>") && html.contains("no journal"))
    #expect(html.contains("<meta http-equiv=\"refresh\" content=\"5\"/>"))
    #expect(html.components(separatedBy: "type=\"checkbox\"").count == 3)
  }

  @Test func aHostileNameIsText() throws {
    let name = "\"><script>alert(1)</script>&a=../..\u{202E}"
    let html = ListingPage(runs: [
      try listed(name), ListedRun(name: name, unreadable: name),
    ]).html(refreshingEvery: 5)
    #expect(!html.contains("<script>") && !html.contains("\u{202E}"))
    #expect(html.contains("href=\"/report?run=%22%3E%3Cscript%3Ealert%281%29"))
    #expect(!html.contains("run=.."))
    #expect(!ListingPage.refusal("<script>").contains("<script>"))
  }

  @Test func aFolderWithoutRunsSaysWhatARunIs() {
    #expect(ListingPage(runs: []).html(refreshingEvery: 5).contains("No run is here"))
  }
}
