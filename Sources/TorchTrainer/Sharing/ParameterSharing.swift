/// What the tasks' models have in common below their heads.
public enum ParameterSharing: String, CaseIterable, Sendable, Codable {
  /// The parameters themselves: one encoder and one hidden layer for all tasks.
  ///
  /// Follows Caruana (1997) <https://doi.org/10.1023/A:1007379606734>.
  case hard

  /// A model for each task, whose parameters are drawn towards those of the others.
  ///
  /// Follows Duong et al. (2015) <https://aclanthology.org/P15-2139/>. Differs in this: all parameters below
  /// the heads are drawn, for any number of tasks.
  case soft

  /// The encoder; above it each task has a hidden layer of its own, and a row of their weights, one for
  /// each number that the encoder gives, is penalised by its length over all tasks.
  ///
  /// Follows the ℓ1/ℓ2 penalty of Obozinski, Taskar and Jordan (2010)
  /// <https://doi.org/10.1007/s11222-008-9111-x>. Differs in this: a task has as many coefficients of a
  /// feature as the layer is wide, and the features are learned.
  case blockSparse = "block_sparse"

  /// As `blockSparse`, penalised by its largest magnitude.
  ///
  /// Follows the ℓ1/ℓ∞ penalty of Quattoni et al. (2009) <https://doi.org/10.1145/1553374.1553484>, with the
  /// same differences.
  case blockSparseMaximum = "block_sparse_maximum"
}

extension ParameterSharing {
  /// The number of a model's parameters, counted from the encoder's first, that all tasks share.
  func sharedParameters(encoder: Int) -> Int {
    switch self {
    case .hard: encoder + MultitaskModel.hiddenParameters
    case .soft: 0
    case .blockSparse, .blockSparseMaximum: encoder
    }
  }
}

/// A way of sharing that cannot be had.
public enum SharingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Each task would have a pretrained encoder of its own.
  case encoderForEachTask(sharing: ParameterSharing)

  /// Tasks without a common parameter were to be weighted by their gradients.
  case nothingShared(sharing: ParameterSharing)

  /// Tasks without common features were to be trained against discriminators of these.
  case noCommonFeatures(sharing: ParameterSharing)

  /// The failure as a sentence.
  public var description: String {
    switch self {
    case .encoderForEachTask(let sharing):
      "trainer.sharing is '\(sharing.rawValue)', so each task would train a pretrained encoder of its own: "
        + "with trainer.encoder 'tuned', 'hard' or 'block_sparse' was expected"
    case .nothingShared(let sharing):
      "trainer.sharing is '\(sharing.rawValue)', so the tasks have no parameter in common to weight their "
        + "gradients by: 'hard' or 'block_sparse' was expected"
    case .noCommonFeatures(let sharing):
      "trainer.sharing is '\(sharing.rawValue)', so the tasks have no features in common that discriminators "
        + "could tell apart: 'hard' was expected"
    }
  }
}

extension TorchTrainerSettings {
  /// What is wrong with how the tasks share parameters; nil if nothing is.
  public var sharingProblem: SharingError? {
    encoder == .tuned && sharing == .soft ? .encoderForEachTask(sharing: sharing) : nil
  }
}
