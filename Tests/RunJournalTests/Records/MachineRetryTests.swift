import RunJournal
import Testing

@Suite struct MachineRetryTests {
  @Test func aRetryIsReadFromTheNotesOfItsJournal() throws {
    let journal = try Journal.inMemory(header: sampleHeader())
    let retries = [
      MachineRetry(
        stage: "mixing", job: "trial 7", reason: "its node failed", number: 1, limit: 3),
      MachineRetry(
        stage: "confirmation", job: "confirmation best 1",
        reason: "it said (1 of 2 retries)\nand was run again, since: nothing", number: 12,
        limit: 100),
    ]
    for retry in retries { try journal.note(retry.text, at: retry.stage) }
    #expect(try journal.notes().compactMap(MachineRetry.init(note:)) == retries)
  }

  /// The sentence of journals that exist.
  @Test func theSentenceIsThatOfOlderJournals() throws {
    let retry = try #require(
      MachineRetry(note: "mixing: trial 2 was run again, since its node failed (1 of 3 retries)"))
    #expect(retry.job == "trial 2" && retry.text.hasPrefix("trial 2 was run again, since its"))
  }

  @Test(arguments: [
    "", "mixing: no trial was run again", "trial 2 was run again, since it fell (1 of 3 retries)",
    "mixing: trial 2 was run again, since it fell (many of 3 retries)",
  ])
  func otherNotesAreNone(note: String) {
    #expect(MachineRetry(note: note) == nil)
  }
}
