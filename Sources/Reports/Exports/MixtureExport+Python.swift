extension MixtureExport {
  /// Python for `datasets.interleave_datasets`.
  func huggingFace(_ shares: [ExportedShare]) -> String {
    """
    probabilities = {
    \(entries(shares))
    }

    # `sources` holds your data sets by name.
    \(comment(shares.drawsUntilAllEnd))
    # For a training of fewer draws, take train.select(range(draws)).
    from datasets import interleave_datasets

    train = interleave_datasets(
        [sources[name] for name in probabilities],
        probabilities=list(probabilities.values()),
        seed=1,
        stopping_strategy="all_exhausted",
    )

    """
  }

  /// Python for `torch.utils.data.WeightedRandomSampler`, which weighs examples and not data sets.
  func torch(_ shares: [ExportedShare]) -> String {
    """
    mixture = {
    \(entries(shares))
    }

    # `sources` holds your data sets by name. The sampler weighs examples: a share is spread over the examples of its
    # data set. It takes at most 2 ** 24 examples in all.
    import torch
    from torch.utils.data import ConcatDataset, DataLoader, WeightedRandomSampler

    parts = [sources[name] for name in mixture]
    weights = torch.cat([
        torch.full((len(part),), share / len(part), dtype=torch.double)
        for part, share in zip(parts, mixture.values())
    ])
    # The number of draws of an epoch.
    draws = len(weights)
    sampler = WeightedRandomSampler(weights, draws, generator=torch.Generator().manual_seed(1))
    train = DataLoader(ConcatDataset(parts), batch_size=32, sampler=sampler)

    """
  }

  private func entries(_ shares: [ExportedShare]) -> String {
    shares.map { "    \(quoted($0.name)): \($0.weight)," }.joined(separator: "\n")
  }

  /// Lines as a comment of Python, YAML or a shell.
  func comment(_ lines: [String]) -> String {
    lines.map { "# " + $0 }.joined(separator: "\n")
  }
}
