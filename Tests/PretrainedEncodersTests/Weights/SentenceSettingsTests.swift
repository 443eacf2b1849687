import PretrainedEncoders
import TestSupport
import Testing

@Suite struct SentenceSettingsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aPlainFolderHasTheMeanOfAllPositions() throws {
    let settings = try read()
    #expect(settings.pooling == .mean)
    #expect(!settings.normalises)
    #expect(settings.tokenLimit == 16)
  }

  @Test func theSettingsOfSentenceTransformersAreRead() throws {
    try folder.write(
      """
      [{"type": "sentence_transformers.models.Transformer"},
       {"type": "sentence_transformers.models.Pooling"},
       {"type": "sentence_transformers.models.Normalize"}]
      """, to: "modules.json")
    try folder.write(
      #"{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false}"#,
      to: "1_Pooling/config.json")
    try folder.write(#"{"max_seq_length": 9}"#, to: "sentence_bert_config.json")
    let settings = try read()
    #expect(settings.pooling == .first)
    #expect(settings.normalises)
    #expect(settings.tokenLimit == 9)
  }

  @Test(arguments: [
    (#""mean""#, SentenceSettings.Pooling.mean), (#"["cls"]"#, .first), (#""max""#, .maximum),
  ])
  func theNewerFormOfThePoolingIsRead(value: String, pooling: SentenceSettings.Pooling) throws {
    try folder.write(
      #"[{"type": "a.Transformer", "path": ""}, {"type": "a.Pooling", "path": "2_Pooling"}]"#,
      to: "modules.json")
    try folder.write(#"{"pooling_mode": \#(value)}"#, to: "2_Pooling/config.json")
    #expect(try read().pooling == pooling)
  }

  @Test func theDefaultPromptIsRead() throws {
    let file = "config_sentence_transformers.json"
    try folder.write(#"{"prompts": {"query": "query: "}, "default_prompt_name": null}"#, to: file)
    #expect(try read().prompt == "")
    try folder.write(
      #"{"prompts": {"query": "query: "}, "default_prompt_name": "query"}"#, to: file)
    #expect(try read().prompt == "query: ")
    try folder.write(
      #"{"pooling_mode_mean_tokens": true, "include_prompt": false}"#, to: "1_Pooling/config.json")
    #expect { try read() } throws: { "\($0)".contains("include_prompt") }
    try folder.write(#"{"prompts": {}, "default_prompt_name": "query"}"#, to: file)
    #expect { try read() } throws: { "\($0)".contains("default_prompt_name") }
  }

  @Test(arguments: [("9", 9), ("1000000000000000019884624838656", 16), ("1", 3)])
  func theTokenizersLimitHoldsWhereNoOtherIsStated(stated: String, limit: Int) throws {
    try folder.write(#"{"model_max_length": \#(stated)}"#, to: "tokenizer_config.json")
    #expect(try read().tokenLimit == limit)
    try folder.write(#"{"max_seq_length": 12}"#, to: "sentence_bert_config.json")
    #expect(try read().tokenLimit == 12)
  }

  @Test func aLimitBeyondThePositionsIsTheirs() throws {
    try folder.write(#"{"max_seq_length": 99}"#, to: "sentence_bert_config.json")
    #expect(try read().tokenLimit == 16)
  }

  @Test(arguments: [
    ("modules.json", #"[{"type": "sentence_transformers.models.Dense"}]"#),
    ("modules.json", #"{"type": 7}"#),
    ("1_Pooling/config.json", "{}"),
    (
      "1_Pooling/config.json",
      #"{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": true}"#
    ),
    ("1_Pooling/config.json", #"{"pooling_mode_lasttoken": true}"#),
    ("sentence_bert_config.json", #"{"max_seq_length": 2}"#),
  ])
  func settingsThatCannotBeMetAreRefusedByFile(file: String, text: String) throws {
    try folder.write(text, to: file)
    #expect { try read() } throws: { "\($0)".contains(file) }
  }

  private func read() throws -> SentenceSettings {
    let configuration = try EncoderConfiguration(
      path: folder.write(tinyConfiguration, to: "config.json"))
    return try SentenceSettings(
      folder: String(folder.path("").dropLast()), configuration: configuration)
  }
}
