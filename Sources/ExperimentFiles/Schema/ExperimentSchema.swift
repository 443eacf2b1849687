import AutoSeM
import CommandTrainer
import Multitask
import PolicyComparison
import TorchTrainer

/// The keys of experiment files: reading, checking, suggestions, `--set` and the documentation all
/// come from this one list.
///
/// A line gives a key's name, the values that it may have, and the field that it sets. Its default is the
/// initial value of that field, in `SearchSettings` and its like; `ConditionalDefaults.swift` has those that
/// depend on other keys, and `ExperimentReader+Checks.swift` the checks of several keys together.
public enum ExperimentSchema {
  /// All keys, in the order in which the documentation lists them.
  public static let keys: [ExperimentKey] =
    general + selection + mixing + confirmation + comparison
    + trainer

  /// The keys' names up to the last dot, `selection` and so on.
  static let sections: [String] = keys.reduce(into: []) { sections, key in
    guard let dot = key.path.lastIndex(of: ".") else { return }
    let section = String(key.path[..<dot])
    if !sections.contains(section) { sections.append(section) }
  }

  /// Returns the key of a name.
  static func key(_ path: String) -> ExperimentKey? {
    keys.first { $0.path == path } ?? taskKey(path)
  }

  private static let general: [ExperimentKey] = [
    .choice("mode", \.mode, "the choices to start from: the better method's, or the original's"),
    .text("primary", .task, \.primary, absence: "must be given", "the task that matters"),
    .texts(
      "auxiliary", .tasks, \.auxiliary, absence: "all others",
      "the tasks that may help it, at least one"),
    .text(
      "data", .folder, \.data, absence: "the built-in synthetic suite",
      "the folder with the tasks, relative to the experiment file"),
    .text(
      "output", .folder, \.output, absence: "a new folder in `runs`",
      "the folder for the run's journal, relative to the experiment file"),
    .seed("seed", \.search.seed, "the seed from which every random stream of the run is derived"),
    .integer(
      "workers", 1...256, \.search.workers,
      "how many models are trained at once; changes the wall time and nothing else"),
    .integer(
      "failures_in_a_row", 1...1_000_000, \.search.failuresInARow,
      "how many pulls, trials or runs of confirmation may fail one after the other before the search "
        + "gives up"),
  ]

  private static let selection: [ExperimentKey] = [
    .integer(
      "selection.rounds", 0...1_000_000, \.search.selection.rounds,
      "the number of pulls; with 0, the default where `trainer.kind` is `score`, stage one is skipped "
        + "and every task is kept"),
    .integer(
      "selection.minimum_pulls", 0...1_000_000, \.search.selection.minimumPulls,
      "how often every arm is pulled before the bandit chooses"),
    .integer(
      "selection.batches_per_pull", 1...1_000_000, \.search.selection.batchesPerPull,
      "the training batches of one pull; by default four times as many with `data` or `tasks`, unless "
        + "one model is trained from pull to pull"),
    .number(
      "selection.primary_share",
      NumberBounds(lower: .included(0), upper: .excluded(1)), \.search.selection.primaryShare,
      "the share of a pull's batches that come from the primary"),
    .choice(
      "selection.reward", \.search.selection.reward,
      "how a pull is trained and rewarded: one model from pull to pull, for a validation metric at "
        + "least as good as before or a log-loss below its smoothed course; or a fresh model each "
        + "time, for how far its log-loss is below that of a twin trained on the primary alone"),
    .number(
      "selection.decay", NumberBounds(lower: .included(0), upper: .excluded(1)),
      \.search.selection.decay,
      "the fraction by which every arm's posterior moves back to the prior at each pull, for "
        + "choosing the next arm"),
    .choice(
      "selection.rule", \.search.selection.rule,
      "how the tasks to keep are told from the others: by the probability of beating the primary, "
        + "from undecayed counts, or by the decayed posterior mean"),
    .integer("selection.keep", 1...100, \.search.selection.keep, "the most tasks to keep"),
    .number(
      "selection.threshold", NumberBounds(lower: .included(0), upper: .excluded(1)),
      \.search.selection.threshold,
      "the probability of beating the primary that a kept task must exceed"),
  ]

  private static let mixing: [ExperimentKey] = [
    .integer(
      "mixing.trials", 1...100_000, \.search.mixing.trials,
      "the number of mixtures tried; where trials are partial, the number of whole trials whose "
        + "batches may be spent"),
    .integer(
      "mixing.steps", 1...100_000_000, \.search.mixing.steps,
      "the training batches of each trial, and of each run of confirmation; by default four times "
        + "as many with `data` or `tasks`, and 1000 where `trainer.kind` is `score`"),
    .integer(
      "mixing.initial_trials", 1...100_000, \.search.mixing.initialTrials,
      "how many of the trials come from the design rather than from the model; by default never "
        + "more than `mixing.trials`"),
    .integer(
      "mixing.proposed_together", 1...256, \.search.mixing.proposedTogether,
      "how many mixtures are proposed together; part of the result, unlike `workers`"),
    .choice(
      "mixing.fidelity", \.search.mixing.fidelity,
      "whether every trial is trained to the end, or part of the way first and to the end only if "
        + "that looks worth its batches"),
    .number(
      "mixing.partial_share", NumberBounds(lower: .excluded(0), upper: .included(1)),
      \.search.mixing.partialShare,
      "the share of its batches after which a partial trial is measured, and left or continued"),
    .choice(
      "mixing.stop", \.search.mixing.stop,
      "whether stage two ends before its trials are used up, once what can still be gained is "
        + "estimated to be less than a trial's noise"),
    .choice(
      "mixing.space", \.search.mixing.space,
      "where mixtures are searched: all weights that sum to one, or small whole numbers"),
    .number(
      "mixing.primary_share", NumberBounds(lower: .included(0), upper: .excluded(1)),
      \.search.mixing.primaryShare,
      "the share of every trial's batches that come from the primary whatever the mixture; not with "
        + "whole numbers"),
    .choice("mixing.acquisition", \.search.mixing.acquisition, "how the next mixture is chosen"),
    .integer(
      "mixing.hyperparameter_samples", 0...100, \.search.mixing.hyperparameterSamples,
      "how many draws of the model's hyper-parameters stand in for the likeliest ones; none with 0, and "
        + "where trials are partial"),
    .choice(
      "mixing.prior", \.search.mixing.prior,
      "what is believed of the best mixture before the trials, less with every trial: nothing, or "
        + "that shares follow the utilities that stage one found, if there is a stage one"),
    .choice(
      "mixing.schedule", \.search.mixing.schedule,
      "how a mixture becomes a sequence of batches: spread evenly, in blocks, or drawn at random"),
    .choice(
      "mixing.objective", \.search.mixing.objective,
      "what a trial's score is: the primary's validation metric, or its negated log-loss"),
  ]

  private static let confirmation: [ExperimentKey] = [
    .integer(
      "confirmation.seeds", 2...10_000, \.search.confirmation.seeds,
      "the number of fresh seeds, each of which trains every candidate once")
  ]

  private static let comparison: [ExperimentKey] = [
    .choices(
      "comparison.policies", \.comparison.policies, absence: "all",
      "what `autosem compare` puts side by side (`docs/compare.md`)"),
    .integer(
      "comparison.seeds", 2...10_000, \.comparison.seeds,
      "the number of seeds, each of which every policy trains once"),
    .integer(
      "comparison.batches", 1...100_000_000, \.comparison.batches,
      "the training batches of every run, those of a search and of all its models included; by "
        + "default four times as many with `data`"),
    .integer(
      "comparison.steps", 1...100_000_000, \.comparison.steps,
      "the training batches of one model; a run that has more begins another; by default four times "
        + "as many with `data`"),
    .integer(
      "comparison.measure_every", 1...100_000_000, \.comparison.measureEvery,
      "after how many batches a model is measured on the validation split, besides at its end; the "
        + "best of all is the result of a run; by default four times as many with `data`"),
    .number(
      "comparison.search_share", NumberBounds(lower: .excluded(0), upper: .excluded(1)),
      \.comparison.searchShare,
      "the share of its batches that a search may spend before the training with what it found"),
    .texts(
      "comparison.logs", .folders, \.comparison.logs, absence: "a third of its own batches",
      "the earlier runs from whose stage one the `counterfactual` policy is learned, relative to the "
        + "experiment file"),
  ]

  private static let trainer: [ExperimentKey] = [
    .choice(
      "trainer.kind", \.trainerKind,
      "what trains: the built-in trainer, to which the keys from `trainer.encoder` on belong, your own "
        + "command, or your own command that only scores mixtures (`your-own-script.md`)"),
    .texts(
      "trainer.command", .words, \.command.command,
      absence: "must be given unless the kind is `torch`",
      "your command, started without a shell in the folder of the experiment file"),
    .number(
      "trainer.timeout", NumberBounds(lower: .excluded(0), upper: .included(31_536_000)),
      \.command.timeout,
      "the seconds without a reply or a heartbeat after which a call of the command has failed; by "
        + "default 21600 where the kind is `score`"),
    .number(
      "trainer.call_limit", NumberBounds(lower: .excluded(0), upper: .included(31_536_000)),
      \.command.callLimit,
      "the seconds after which a call of the command has failed, whatever its heartbeats"),
    .choice(
      "trainer.encoder", \.trainer.encoder,
      "how sentences become vectors: from hashed words, by attention or as their mean; from word "
        + "pieces that a pretrained encoder has encoded once, by attention; or by training the "
        + "pretrained encoder itself"),
    .text(
      "trainer.model", .folder, \.trainer.model, absence: "needed for `frozen` and `tuned`",
      "the folder of the pretrained encoder: `config.json`, `vocab.txt` or `tokenizer.json`, and "
        + "`model.safetensors`"),
    .integer(
      "trainer.layers", 1...256, \.trainer.layers,
      "for `frozen`: how many of the encoder's last layers a learned mean is taken of"),
    .choice(
      "trainer.pair_numbers", \.trainer.pairNumbers,
      "for `frozen`: whether 31 cheap numbers of each pair, of overlap and alignment, are put beside "
        + "what the network makes of it"),
    .integer(
      "trainer.tuned_layers", 0...256, \.trainer.tunedLayers,
      "for `tuned`: how many of the encoder's last layers are trained; 0 for the whole encoder"),
    .integer(
      "trainer.embedding_buckets", 16...16_777_216, \.trainer.embeddingBuckets,
      "the number of rows into which words and character n-grams are hashed"),
    .integer(
      "trainer.embedding_dimension", 1...65_536, \.trainer.embeddingDimension,
      "the length of an embedding"),
    .integer(
      "trainer.hidden_dimension", 1...65_536, \.trainer.hiddenDimension,
      "the width of the layers that the tasks share"),
    .number(
      "trainer.learning_rate", NumberBounds(lower: .excluded(0), upper: .included(10)),
      \.trainer.learningRate,
      "the optimiser's step size; 0.00005 by default with `encoder: tuned`"),
    .integer(
      "trainer.warmup", 0...1_000_000, \.trainer.warmup,
      "over how many of a trainer's first batches the step size rises to what it is"),
    .number(
      "trainer.weight_decay", NumberBounds(lower: .included(0), upper: .included(10)),
      \.trainer.weightDecay, "the optimiser's decoupled weight decay"),
    .number(
      "trainer.dropout", NumberBounds(lower: .included(0), upper: .excluded(1)), \.trainer.dropout,
      "the probability of dropping a unit in training"),
    .integer(
      "trainer.batch_size", 1...65_536, \.trainer.batchSize, "the number of examples in a batch"),
    .number(
      "trainer.clip_norm", NumberBounds(lower: .excluded(0), upper: .included(1_000_000)),
      \.trainer.clipNorm, "the norm to which longer gradients are shortened"),
    .integer(
      "trainer.maximum_tokens", 1...65_536, \.trainer.maximumTokens,
      "the tokens of a sentence that are read; the rest is cut off; 128 by default with a "
        + "pretrained encoder"),
    .choice(
      "trainer.optimiser_moments", \.trainer.optimiserMoments,
      "whether the tasks share the optimiser's moments or have their own"),
    .choice(
      "trainer.sharing", \.trainer.sharing,
      "what the tasks share below their heads: everything, a penalty on their distances, or the encoder "
        + "and, by a penalty on rows over tasks, which of its outputs are used (`methods.md`)"),
    .number(
      "trainer.sharing_strength", NumberBounds(lower: .included(0), upper: .included(1_000_000)),
      \.trainer.sharingStrength, "the factor of that penalty; without effect on `hard`"),
    .choice(
      "trainer.device", \.trainer.device,
      "where sentences are encoded and models trained: on the GPU when LibTorch has one, otherwise on the "
        + "CPU; or on the one or the other"),
    .integer(
      "trainer.threads", 1...256, \.trainer.threads,
      "the threads of one trial's arithmetic; can change the last bits of a score"),
  ]
}
