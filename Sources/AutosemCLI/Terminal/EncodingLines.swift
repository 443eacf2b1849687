import TorchTrainer

/// Returns a function that prints every tenth of the encoding of sentences for derived tasks.
func encodingLines(isQuiet: Bool = false) -> (EncodingProgress) -> Void {
  var printed = 0
  return { progress in
    let tenth = 10 * progress.done / max(progress.total, 1)
    guard !isQuiet, tenth > printed else { return }
    printed = tenth
    printForPerson("derived tasks: \(progress.done)/\(progress.total) sentences encoded\n")
  }
}
