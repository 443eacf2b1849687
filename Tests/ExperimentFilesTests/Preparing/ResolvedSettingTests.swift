import ExperimentFiles
import PolicyComparison
import Testing

@Suite struct ResolvedSettingTests {
  private func changed(_ yaml: String) throws -> [String: String] {
    let experiment = try ExperimentFile(text: yaml, name: "test.yml").resolved()
    return Dictionary(
      uniqueKeysWithValues: experiment.settings.filter { !$0.isDefault }.map {
        ($0.key, $0.value ?? "none")
      })
  }

  @Test func onlyWhatIsGivenDiffersFromTheDefaults() throws {
    #expect(try changed("primary: rte") == ["primary": "rte"])
    #expect(
      try changed(
        """
        primary: rte
        auxiliary: [mnli, qqp]
        mixing: {trials: 5, initial_trials: 4}
        """) == [
          "primary": "rte", "auxiliary": "[mnli, qqp]", "mixing.trials": "5",
          "mixing.initial_trials": "4",
        ])
  }

  /// The effort and the mode change the defaults of other keys.
  @Test(arguments: ["effort: quick", "effort: thorough", "mode: paper"])
  func defaultsThatDependOnAKeyAreDefaults(line: String) throws {
    let parts = line.split(separator: ": ").map(String.init)
    #expect(try changed("primary: rte\n\(line)") == ["primary": "rte", parts[0]: parts[1]])
  }

  @Test func whatFollowsFromTheBudgetIsADefault() throws {
    #expect(
      try changed("primary: rte\nbudget: 40") == ["primary": "rte", "budget": "\"40 trainings\""])
  }

  /// What could be read as a truth, a number or the end of a text is in quotes.
  @Test(arguments: [
    ("a/b.csv", "[a/b.csv]"), ("it's 1", #"["it's 1"]"#), ("[x], y", #"["[x], y"]"#),
    ("no", #"["no"]"#), ("12", #"["12"]"#), ("\"\\", #"["\"\\"]"#),
  ])
  func textsAreReadAgainAsTheyWere(word: String, written: String) throws {
    var experiment = ResolvedExperiment(primary: "rte")
    experiment.comparison.logs = [word]
    let setting = try #require(experiment.settings.first { $0.key == "comparison.logs" })
    #expect(setting.value == written)
    let again = try ExperimentFile(text: "primary: rte", name: "test.yml").resolved(
      overriding: [ExperimentSetting(key: "comparison.logs", text: written)])
    #expect(again.comparison.logs?.first?.hasSuffix(word) == true)
  }
}
