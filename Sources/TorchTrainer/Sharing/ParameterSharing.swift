/// The sharing of the tasks' parameters below their heads.
public enum ParameterSharing: String, CaseIterable, Sendable, Codable {
  /// Hard sharing: one encoder and one hidden layer for all tasks.
  ///
  /// Follows Caruana (1997) <https://doi.org/10.1023/A:1007379606734>.
  case hard

  /// Soft sharing: a model for each task, with a penalty on the distances between their parameters.
  ///
  /// Follows Duong et al. (2015) <https://aclanthology.org/P15-2139/>. Differs in this: the penalty is on all
  /// parameters below the heads, for any number of tasks.
  case soft

  /// A shared encoder and a hidden layer for each task, with a group-lasso penalty: a group is the weights of
  /// one of the encoder's outputs in all tasks.
  ///
  /// Follows the ℓ1/ℓ2 penalty of Obozinski, Taskar and Jordan (2010)
  /// <https://doi.org/10.1007/s11222-008-9111-x>. Differs in this: a task has as many coefficients of a
  /// feature as the layer has units, and the features are learned.
  case blockSparse = "block_sparse"

  /// As `blockSparse`, with the maximum norm of a group.
  ///
  /// Follows the ℓ1/ℓ∞ penalty of Quattoni et al. (2009) <https://doi.org/10.1145/1553374.1553484>, with the
  /// same differences.
  case blockSparseMaximum = "block_sparse_maximum"
}

extension ParameterSharing {
  /// Returns the number of a model's first parameters that all tasks share.
  func sharedParameters(encoder: Int) -> Int {
    switch self {
    case .hard: encoder + MultitaskModel.hiddenParameters
    case .soft: 0
    case .blockSparse, .blockSparseMaximum: encoder
    }
  }
}

/// A way of sharing that other settings exclude.
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
  /// The conflict between sharing and encoder; nil if there is none.
  public var sharingProblem: SharingError? {
    encoder == .tuned && sharing == .soft ? .encoderForEachTask(sharing: sharing) : nil
  }
}
