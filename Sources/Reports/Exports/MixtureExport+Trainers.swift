extension MixtureExport {
  // MARK: - YAML

  func llamaFactory(_ shares: [ExportedShare]) throws -> String {
    for share in shares {
      try refuse(",", in: share.name, called: "a comma")
      if share.name.first?.isWhitespace != false || share.name.last?.isWhitespace != false {
        throw NameNotExported(name: share.name, form: self, character: "a space at an end")
      }
    }
    return """
      # Each name is an entry of dataset_info.json.
      \(comment(shares.drawsUntilAllEnd))
      # interleave_under ends with the first data set that has ended.
      dataset: \(quoted(shares.map(\.name).joined(separator: ",")))
      mix_strategy: interleave_over
      interleave_probs: \(quoted(shares.map { "\($0.weight)" }.joined(separator: ",")))

      """
  }

  func trl(_ shares: [ExportedShare]) -> String {
    """
    # Put the path of each data set in place of its name. Not with streaming.
    \(comment(shares.rowsWithoutRepeats))
    datasets:
    \(shares.map { "  - path: \(quoted($0.name))\n    fraction: \($0.weight)" }.joined(separator: "\n"))

    """
  }

  func mosaic(_ shares: [ExportedShare]) -> String {
    let streams = shares.map { share in
      """
          \(quoted(share.name)):
            local: \(quoted(share.name))
            proportion: \(share.weight)
      """
    }
    return """
      # Put the folder of each stream in place of its name, and its remote beside it. No stream may have repeat or choose.
      # An epoch has as many samples as all streams together, unless epoch_size is given.
      dataset:
        streams:
      \(streams.joined(separator: "\n"))

      """
  }

  func levanter(_ shares: [ExportedShare]) -> String {
    """
    # Each name is that of a data set of the configuration. The weights are those of draws.
    data:
      train_weights:
    \(shares.map { "    \(quoted($0.name)): \($0.weight)" }.joined(separator: "\n"))

    """
  }

  func olmoCore(_ shares: [ExportedShare]) -> String {
    let sources = shares.map { share in
      """
        - source_name: \(quoted(share.name))
          target_ratio: \(share.weight)
          paths: [\(quoted(share.name + "/*.npy"))]
          max_repetition_ratio: 1.0
      """
    }
    return """
      # Put the paths of each source in place of these. A source of n tokens is repeated target_ratio × requested_tokens / n
      # times: raise its max_repetition_ratio to that where it is above 1.
      sources:
      \(sources.joined(separator: "\n"))

      """
  }

  // MARK: - Arguments

  func msSwift(_ shares: [ExportedShare]) throws -> String {
    for share in shares { try refuse("#", in: share.name, called: "a '#'") }
    return """
      # Put the path or the identifier of each data set in place of its name.
      \(comment(shares.drawsUntilAllEnd))
      --dataset \(shares.map { word($0.name) }.joined(separator: " ")) \\
      --interleave_prob \(shares.map { "\($0.weight)" }.joined(separator: " ")) \\
      --stopping_strategy all_exhausted

      """
  }

  func megatron(_ shares: [ExportedShare]) throws -> String {
    for share in shares { try refuse(" ", in: share.name, called: "a space") }
    return """
      # Put the prefix of each indexed data set in place of its name. The weights are those of draws.
      --data-path \(shares.map { "\($0.weight) \(word($0.name))" }.joined(separator: " "))

      """
  }

  /// A text as one word of a shell.
  private func word(_ text: String) -> String {
    "'\(text.replacing("'", with: #"'\''"#))'"
  }

  private func refuse(_ character: Character, in name: String, called phrase: String) throws {
    guard name.contains(character) else { return }
    throw NameNotExported(name: name, form: self, character: phrase)
  }
}
