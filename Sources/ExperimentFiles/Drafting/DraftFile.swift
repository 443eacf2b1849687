/// An experiment file that was drafted, for another program: what `autosem init` prints as JSON.
public struct DraftFile: Encodable, Sendable {
  let format = 1
  let file: String
  let primary: String
  let toFillIn: [String]

  /// Gathers what is to be known of a draft.
  ///
  /// - Parameters:
  ///   - draft: The draft.
  ///   - file: The path of the experiment file.
  public init(_ draft: ExperimentDraft, file: String) {
    self.file = file
    (primary, toFillIn) = (draft.primary, draft.gaps)
  }
}
