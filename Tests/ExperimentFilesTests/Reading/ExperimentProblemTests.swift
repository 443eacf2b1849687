import ExperimentFiles
import GSLNumerics
import Testing
import TorchTrainer

/// Every rule with a file that breaks it; the ▸ stands before what is wrong.
@Suite struct ExperimentProblemTests {
  @Test func allProblemsAreReportedAtOnceInTheOrderOfTheFile() {
    expect(
      """
      primary: rte
      ▸modle: paper
      workers: ▸none
      mixing:
        trials: ▸-5
        ▸step: 100
        ▸trials: 7
      ▸workers: 2
      trainer: ▸torch
      """,
      gives: [
        "unknown key 'modle': did you mean 'mode'?",
        "'workers': a whole number from 1 to 256 was expected, got none",
        "'mixing.trials': a whole number from 1 to 100000 was expected, got -5",
        "unknown key 'step' under 'mixing': did you mean 'steps'?",
        "the key 'trials' was given in line 5 already",
        "the key 'workers' was given in line 3 already",
        "'trainer': keys (kind, command, env, timeout, call_limit, encoder, model, layers, pair_numbers, "
          + "tuned_layers, embedding_buckets, embedding_dimension, hidden_dimension, learning_rate, warmup, "
          + "weight_decay, dropout, batch_size, clip_norm, maximum_tokens, optimiser_moments, "
          + "sharing, sharing_strength, device, threads) were expected, got torch",
      ])
  }

  @Test func manyProblemsOfALongLineMakeAShortMessage() {
    let names = (0..<4_000).map { "task\($0)" }.joined(separator: ", ")
    let found = problems(in: "primary: rte\nauxiliary: [\(names)]", tasks: ["rte", "mnli"])
    #expect(found.count == 4_000)
    let message = "\(ExperimentFileError.problems(found))"
    #expect(message.utf8.count < 20_000)
    #expect(message.hasSuffix("and 3970 more problems"))
    #expect(message.contains("task29, task30"))
    // The caret is under the name that it is about.
    let lines = "\(found[2_000])".split(separator: "\n").map(Array.init)
    #expect(lines[1].count < 170 && lines[1][lines[2].count - 1] == "t")
    #expect(String(lines[1][(lines[2].count - 1)...]).hasPrefix("task2000, "))
  }

  @Test func aKeyThatOccursOverAndOverIsCounted() {
    let text = "primary: rte\n" + String(repeating: "trainer: {}\n", count: 800)
    let found = problems(in: text)
    #expect(found.map(\.message) == ["the key 'trainer' occurs twice, and so do 20 others"])
  }

  @Test func controlCharactersOfALineAreNotShown() {
    let found = problems(in: "primary: \"a\u{7F}b\u{85}c\"\nx: 1")
    #expect(found.allSatisfy { !"\($0)".contains("\u{85}") && !"\($0)".contains("\u{7F}") })
  }

  // MARK: - Keys

  @Test(arguments: [
    ("primary: rte\n▸trials: 5", "unknown key 'trials': did you mean 'mixing.trials'?"),
    (
      "primary: rte\n▸mixing.trials: 5",
      "unknown key 'mixing.trials': write 'trials' under 'mixing'"
    ),
    (
      "primary: rte\nselection: {▸batchesPerPull: 5}",
      "unknown key 'batchesPerPull' under 'selection': did you mean 'batches_per_pull'?"
    ),
    (
      "primary: rte\nselection:\n  ▸seeds: 5",
      "unknown key 'seeds' under 'selection': did you mean 'confirmation.seeds'?"
    ),
    (
      "primary: rte\nconfirmation:\n  ▸xyzzy: 5",
      "unknown key 'xyzzy' under 'confirmation': the keys there are seeds, save_model"
    ),
    ("primary: rte\n▸[a, b]: 5", "a name was expected as key, got a list"),
    ("primary: rte\n▸~: 5", "a name was expected as key, got nothing"),
    ("▸seed: 1", "'primary' is missing: the name of the task that matters was expected"),
  ])
  func aKeyThatThereIsNot(text: String, message: String) {
    expect(text, gives: [message])
  }

  @Test(arguments: ["frozen", "tuned"])
  func aPretrainedEncoderIsNeededByThoseWhoUseIt(encoder: String) {
    expect(
      "primary: rte\ntrainer: {encoder: ▸\(encoder)}",
      gives: [
        "trainer.encoder is '\(encoder)', so trainer.model was expected to name the folder of a "
          + "pretrained encoder, such as all-MiniLM-L6-v2 from huggingface.co/sentence-transformers "
          + "(config.json, vocab.txt and model.safetensors)"
      ])
  }

  @Test func softSharingOfAPretrainedEncoderIsRefused() {
    expect(
      "primary: rte\ntrainer: {encoder: tuned, model: bert, sharing: ▸soft}",
      gives: [
        "trainer.sharing is 'soft', so each task would train a pretrained encoder of its own: with "
          + "trainer.encoder 'tuned', 'hard' or 'block_sparse' was expected"
      ])
  }

  @Test func aKeyGivenThreeTimesIsReportedTwice() {
    let message = "the key 'seed' was given in line 1 already"
    expect("seed: 1\nprimary: rte\n▸'seed': 2\n▸\"seed\": 3", gives: [message, message])
    expect(
      "{primary: rte, mixing: {steps: 5, ▸steps: 6}}",
      gives: ["the key 'steps' was given in line 1 already"])
    expect(
      "primary: rte\r\nseed: 1\r\n▸seed: 2", gives: ["the key 'seed' was given in line 2 already"])
  }

  // MARK: - Values

  @Test(arguments: [
    ("1.5", "1.5"), ("'40'", "the text '40'"), ("forty", "forty"), ("[40]", "a list"),
    ("{a: 1}", "keys of its own"), ("", "nothing"), ("0", "0"), ("100001", "100001"),
    ("99999999999999999999", "99999999999999999999"), ("true", "true"), ("1_000", "1_000"),
    (".nan", ".nan"), ("0x10", "0x10"),
  ])
  func aWholeNumberIsExpected(value: String, found: String) {
    let message = "'mixing.trials': a whole number from 1 to 100000 was expected, got \(found)"
    if value.isEmpty {
      // Nothing has its position where the value would begin: after the colon.
      expect("primary: rte\nmixing:\n  trials:▸\n", gives: [message])
    } else {
      expect("primary: rte\nmixing:\n  trials: ▸\(value)\n", gives: [message])
    }
  }

  @Test(arguments: [
    ("'0.5'", "the text '0.5'"), ("half", "half"), ("[0.5]", "a list"), ("1", "1"),
    ("-0.1", "-0.1"),
    (".nan", ".nan"), (".inf", ".inf"), ("nan", "nan"), ("1e999", "1e999"), ("0x0p1", "0x0p1"),
    ("1:30", "1:30"),
  ])
  func aNumberIsExpected(value: String, found: String) {
    expect(
      "primary: rte\nselection:\n  decay: ▸\(value)",
      gives: ["'selection.decay': a number of at least 0 and below 1 was expected, got \(found)"])
  }

  @Test(arguments: ["-1", "18446744073709551616", "0.5", "one"])
  func aSeedIsExpected(value: String) {
    expect(
      "primary: rte\nseed: ▸\(value)",
      gives: ["'seed': a whole number from 0 to 18446744073709551615 was expected, got \(value)"])
  }

  @Test func aBoundThatDoesNotBelongIsRefusedAndOneThatDoesIsNot() throws {
    #expect(try resolved("primary: rte\ntrainer: {learning_rate: 10}").trainer.learningRate == 10)
    expect(
      "primary: rte\ntrainer: {learning_rate: ▸0}",
      gives: ["'trainer.learning_rate': a number above 0 and at most 10 was expected, got 0"])
  }

  @Test func aWordIsExpected() {
    expect(
      "primary: rte\nmode: ▸papre\nselection: {reward: ▸[metric], rule: ▸}",
      gives: [
        "'mode': 'default' or 'paper' was expected, got papre: did you mean 'paper'?",
        "'selection.reward': 'metric', 'log_loss' or 'twin' was expected, got a list",
        "'selection.rule': 'probability' or 'mean' was expected, got nothing",
      ])
  }

  @Test func aTaskIsExpected() {
    let expected = "'primary': the name of a task, or a list of such names was expected, got"
    expect("primary: ▸{rte: 1}", gives: ["\(expected) keys of its own"])
    expect("primary: ▸~", gives: ["\(expected) nothing"])
    expect("primary: ▸''", gives: ["\(expected) the text ''"])
    expect(
      "primary: rte\nauxiliary: ▸mnli",
      gives: ["'auxiliary': a list of names of tasks was expected, got mnli: write [mnli]"])
    expect(
      "primary: rte\nauxiliary: ▸[]",
      gives: ["'auxiliary': at least one name of a task was expected, got an empty list"])
    expect(
      "primary: rte\nauxiliary:\n  - mnli\n  - ▸[qqp]",
      gives: ["'auxiliary': the name of a task was expected, got a list"])
    expect(
      "primary: rte\ndata: ▸[glue]",
      gives: ["'data': the path of a folder was expected, got a list"])
  }

  @Test func tasksThatThereAreNotAreReported() {
    expect(
      "primary: ▸ret\nauxiliary: [mnli, ▸qpq, ▸imdb]",
      gives: [
        "'primary': there is no task 'ret': did you mean 'rte'?",
        "'auxiliary': there is no task 'qpq': did you mean 'qqp'?",
        "'auxiliary': there is no task 'imdb': the tasks are rte, mnli, qqp",
      ], tasks: ["rte", "mnli", "qqp"])
  }

  @Test func aTaskIsNamedOnce() {
    expect(
      "primary: rte\nauxiliary:\n- mnli\n- ▸RTE\n- ▸mnli",
      gives: [
        "'auxiliary': 'rte' is the primary, another task was expected",
        "'auxiliary': 'mnli' is in the list already",
      ])
  }

  // MARK: - Texts that are no experiment

  @Test(arguments: [
    ("▸", "keys such as 'primary: rte' were expected, got an empty file"),
    ("▸# nothing\n", "keys such as 'primary: rte' were expected, got an empty file"),
    ("▸- rte\n", "keys such as 'primary: rte' were expected, got a list"),
    ("▸rte\n", "keys such as 'primary: rte' were expected, got rte"),
  ])
  func aTextWithoutKeys(text: String, message: String) {
    expect(text, gives: [message])
  }

  @Test(arguments: [
    (
      "primary: rte\nmixing:\n▸\ttrials: 5",
      "not YAML: while scanning for the next token, found character that cannot start any token: "
        + "a tab cannot indent, spaces were expected"
    ),
    (
      "primary: rte\nmixing: trials▸: 5", "not YAML: mapping values are not allowed in this context"
    ),
    (
      "auxiliary: [mnli\nprimary▸: rte",
      "not YAML: while parsing a flow sequence, did not find expected ',' or ']'"
    ),
    (
      "trainer: {command: [python s.py ▸{file}]}",
      "not YAML: while parsing a flow sequence, did not find expected ',' or ']': write each word as an item, and "
        + "braces and brackets in quotes"
    ),
    ("primary: ▸*rte", "not YAML: found undefined alias"),
    (
      "primary: rte\n▸---\nprimary: mrpc",
      "not YAML: expected a single document in the stream, but found another document"
    ),
    ("primary: rte\n# a▸\u{7}", "not YAML: control characters are not allowed"),
  ])
  func aTextThatIsNotYAML(text: String, message: String) {
    expect(text, gives: [message])
  }

  // MARK: - Anything at all

  /// Whatever a file holds, reading it ends with an experiment or with problems.
  @Test func noTextStopsTheProgram() {
    let stream = RandomStreams(seed: 1).stream("texts")
    let text = """
      primary: rte\nauxiliary: [mnli, *a]\nmixing: &a\n  trials: 5\n  "steps": 'x'\nseed: 1\nseed: 2\n
      """
    let strange: [Character] = [
      "\t", "\n", "\r\n", "{", "}", "[", "]", ":", "-", "&", "*", "!", "%", "'", "\"", "\\", "#",
      "~",
      "<", "|", "\u{0}", "\u{7}", "\u{85}", "\u{2028}", "\u{E000}", "\u{FEFF}", "é", "👩‍👧",
    ]
    var outcomes: Set<Bool> = []
    for _ in 0..<3_000 {
      var letters = Array(text)
      for _ in 0...stream.integer(below: 4) {
        let position = stream.integer(below: letters.count)
        switch stream.integer(below: 3) {
        case 0: letters.remove(at: position)
        case 1: letters[position] = strange[stream.integer(below: strange.count)]
        default: letters.insert(strange[stream.integer(below: strange.count)], at: position)
        }
      }
      outcomes.insert(problems(in: String(letters), tasks: ["rte", "mnli"]).isEmpty)
    }
    #expect(outcomes.contains(false))
  }

  @Test func depthAndRepetitionDoNotStopTheProgram() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(!problems(in: "primary: \(deep)").isEmpty)
    let doubling = (1...40).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]" }
    let laughs = (["a0: &a0 x"] + doubling + ["primary: *a40"]).joined(separator: "\n")
    #expect(problems(in: laughs).count == 42)
  }

  // MARK: - How a problem reads

  @Test func aProblemShowsItsLineWithACaret() {
    let found = problems(in: "primary: rte\nmixing:\n  trails: 5 # é\nworkers: \"\t\" \n")
    #expect(
      ExperimentFileError.problems(found).description == """
        a.yml:3:3: unknown key 'trails' under 'mixing': did you mean 'trials'?
          trails: 5 # é
          ^
        a.yml:4:10: 'workers': a whole number from 1 to 256 was expected, got the text '\t'
        workers: "\t"\u{20}
                 ^
        """)
  }

  @Test func aLongTextIsShortenedToOneLine() {
    let long = String(repeating: "abcdefghi\n  ", count: 9)
    #expect(
      problems(in: "primary: rte\nseed: |\n  \(long)").map(\.message) == [
        "'seed': a whole number from 0 to 18446744073709551615 was expected, "
          + "got the text 'abcdefghi abcdefghi abcdefghi abcdefghi …'"
      ])
  }

  @Test func aTabStaysOneUnderTheCaret() {
    let problem = ExperimentProblem(
      position: .file(name: "a.yml", line: 1, column: 3, excerpt: "a\tb"), message: "wrong")
    #expect(problem.description == "a.yml:1:3: wrong\na\tb\n \t^")
  }
}
