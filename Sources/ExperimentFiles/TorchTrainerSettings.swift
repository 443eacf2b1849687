/// Interim: replaced by the trainer's own settings.
public struct TorchTrainerSettings: Equatable, Sendable, Codable {
  public enum Encoder: String, CaseIterable, Sendable, Codable {
    case attention, pooled
  }
  public enum Moments: String, CaseIterable, Sendable, Codable {
    case shared
    case perTask = "per_task"
  }
  public var encoder: Encoder = .attention
  public var embeddingBuckets = 16_384
  public var embeddingDimension = 64
  public var hiddenDimension = 128
  public var learningRate = 0.001
  public var weightDecay = 0.01
  public var dropout = 0.1
  public var batchSize = 32
  public var clipNorm = 1.0
  public var maximumTokens = 48
  public var optimiserMoments: Moments = .shared
  public var threads = 1
  public init() {}
}
