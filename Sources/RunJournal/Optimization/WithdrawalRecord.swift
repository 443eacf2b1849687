/// A suggestion that an ask-tell optimiser took back.
public struct WithdrawalRecord: Equatable, Sendable {
  /// The number of the withdrawal, from zero.
  public let withdrawal: Int

  /// The ask that is withdrawn.
  public let ask: Int

  /// The number of asks before it.
  public let asks: Int

  /// The number of tells before it.
  public let tells: Int

  /// Creates a record.
  public init(withdrawal: Int, ask: Int, asks: Int, tells: Int) {
    self.withdrawal = withdrawal
    self.ask = ask
    self.asks = asks
    self.tells = tells
  }
}
