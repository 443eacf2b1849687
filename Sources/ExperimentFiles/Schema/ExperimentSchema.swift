import AutoSeM
import CommandTrainer
import Execution
import Multitask
import PolicyComparison
import TaskData
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
    general + executor + selection + mixing + confirmation + comparison
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
    .choice(
      "mode", \.mode, "the settings to start from: the recommended ones, or those of the paper"),
    .choice(
      "effort", \.effort,
      "the budget of all that is not given below: about half of the default pulls, trials and "
        + "seeds, the default ones, or about two and a half times as many"),
    .text(
      "budget", .budget, \.budget, absence: "none",
      "all that the search may spend, confirmation included: the defaults of pulls, trials and seeds follow from it "
        + "(`docs/budget.md`)"),
    .text(
      "stop_after", .time, \.search.stopAfter, absence: "none",
      "the time after which stage two begins no further trial, and confirmation follows; what earlier sessions of the run "
        + "took counts, about"),
    .primary(
      "the task that matters, or several targets of equal weight (`several-targets.md`)"),
    .targets(
      "several targets instead of `primary`, with their weights in the objective, and the largest loss of each "
        + "metric that is accepted (`several-targets.md`)"),
    .texts(
      "auxiliary", .tasks, \.auxiliary, absence: "all others",
      "the tasks that may help it; at least one, or `[]` beside several targets"),
    .text(
      "data", .folder, \.data, absence: "the built-in synthetic suite",
      "the folder of the tasks, relative to the experiment file"),
    .text(
      "output", .folder, \.output, absence: "a new folder in `runs`",
      "the folder of the run, relative to the experiment file"),
    .text(
      "held_out.validation", .amount(allowsRest: false), \.heldOut.parts.validation,
      absence: "a fifth, from 100 to 2000, at most a third",
      "the validation split: the share or the number of the training examples that become it, "
        + "unless a task has a file of its own"),
    .text(
      "held_out.test", .amount(allowsRest: false), \.heldOut.parts.test,
      absence: "a fifth, from 100 to 2000, at most a third",
      "the test split of the experiment's own tasks without a test file, as a share or a number of "
        + "the rows of `train`"),
    .selection(
      "derive", \.derive, absence: "none",
      "the kinds of auxiliary tasks that are made from the primary's own data "
        + "(`your-own-tasks.md`)"),
    .choice(
      "leaks", \.leaks,
      "whether training rows that are in the validation or test split of the primary, but "
        + "for case, white space and the order of a pair, are dropped or kept"),
    .seed("seed", \.search.seed, "the seed of all random numbers"),
    .integer(
      "workers", 1...256, \.search.workers,
      "the number of models that are trained at once; has no effect on the result"),
    .choice(
      "kernels", \.kernels, absence: "the best of the processor",
      "the kernels of OpenBLAS; with the same ones, a run has the same digits on every processor that can run "
        + "them"),
    .integer(
      "failures_in_a_row", 1...1_000_000, \.search.failuresInARow,
      "the number of consecutive failures of pulls, trials or confirmation runs after which "
        + "the search stops"),
  ]

  private static let selection: [ExperimentKey] = [
    .integer(
      "selection.rounds", 0...1_000_000, \.search.selection.rounds,
      "the number of pulls; 0 skips stage one and keeps every task, and is the default where "
        + "`trainer.kind` is `score`"),
    .integer(
      "selection.minimum_pulls", 0...1_000_000, \.search.selection.minimumPulls,
      "the number of pulls of every arm before the bandit chooses"),
    .integer(
      "selection.drawn_together", 1...256, \.search.selection.drawnTogether, absence: "1",
      "the number of arms that the bandit draws together, by what it knows by then, to train them at once; unlike "
        + "`workers` it changes the result; without effect where one model is trained from pull to pull"
    ),
    .integer(
      "selection.batches_per_pull", 1...1_000_000, \.search.selection.batchesPerPull,
      "the training batches of a pull; the default is four times as many with `data` or "
        + "`tasks`, unless one model is trained from pull to pull"),
    .number(
      "selection.primary_share",
      NumberBounds(lower: .included(0), upper: .excluded(1)), \.search.selection.primaryShare,
      "the share of the primary in the batches of a pull"),
    .choice(
      "selection.reward", \.search.selection.reward,
      "the reward of a pull. `metric` and `log_loss`: one model is trained from pull to pull, "
        + "and the reward is for a validation metric at least as good as before, or a log-loss "
        + "below the forecast from those before. `twin`: each pull trains a fresh model, and the "
        + "reward is the difference of its log-loss from that of a matched control run, which "
        + "trains on the primary alone"),
    .number(
      "selection.decay", NumberBounds(lower: .included(0), upper: .excluded(1)),
      \.search.selection.decay,
      "the fraction by which the discounted posterior of every arm returns to the prior at "
        + "each pull; the next arm is chosen by it"),
    .choice(
      "selection.rule", \.search.selection.rule,
      "the rule that keeps tasks: by the probability of helping, or by the mean of the "
        + "discounted posterior"),
    .integer(
      "selection.keep", 1...100, \.search.selection.keep, "the largest number of tasks to keep"),
    .number(
      "selection.threshold", NumberBounds(lower: .included(0), upper: .excluded(1)),
      \.search.selection.threshold,
      "the least probability of helping of a kept task"),
  ]

  private static let mixing: [ExperimentKey] = [
    .integer(
      "mixing.trials", 1...100_000, \.search.mixing.trials,
      "the number of trials, each of one mixture; where trials are partial, the budget in "
        + "whole trials"),
    .integer(
      "mixing.steps", 1...100_000_000, \.search.mixing.steps,
      "the training batches of a trial, and of a confirmation run; the default is four times "
        + "as many with `data` or `tasks`, and 1000 where `trainer.kind` is `score`"),
    .integer(
      "mixing.initial_trials", 1...100_000, \.search.mixing.initialTrials,
      "the number of trials of the initial design, before the model is used; the default is "
        + "at most `mixing.trials`"),
    .integer(
      "mixing.proposed_together", 1...256, \.search.mixing.proposedTogether,
      "the number of mixtures that are suggested together; unlike `workers` it changes the result"),
    .choice(
      "mixing.proposals", \.search.mixing.proposals,
      "whether trials are suggested together, once all before them have ended, or one as soon as a worker is free, "
        + "which changes the result with the workers (`executors.md`)"),
    .choice(
      "mixing.fidelity", \.search.mixing.fidelity,
      "whether every trial is trained to the end, or partly at first, and to the end only if "
        + "that is worth its batches"),
    .number(
      "mixing.partial_share", NumberBounds(lower: .excluded(0), upper: .included(1)),
      \.search.mixing.partialShare,
      "the share of its batches after which a partial trial is measured, then left or continued"),
    .choice(
      "mixing.stop", \.search.mixing.stop,
      "whether stage two stops early, when the estimated regret is less than the noise of a trial"),
    .number(
      "mixing.target", \.search.mixing.target, absence: "none",
      "the score of a trial at which stage two ends: a metric at least this large, or a log-loss at most, by "
        + "`mixing.objective`"),
    .integer(
      "mixing.patience", 1...100_000, \.search.mixing.patience, absence: "none",
      "the number of trials without an improvement after which stage two ends"),
    .choice(
      "mixing.space", \.search.mixing.space,
      "the space of mixtures: all weights that sum to one, or ratios of small whole numbers"),
    .number(
      "mixing.primary_share", NumberBounds(lower: .included(0), upper: .excluded(1)),
      \.search.mixing.primaryShare,
      "the share of the primary in the batches of every trial, before the mixture divides the "
        + "rest; without effect on `integer_ratio`"),
    .choice("mixing.acquisition", \.search.mixing.acquisition, "the acquisition function"),
    .integer(
      "mixing.hyperparameter_samples", 0...100, \.search.mixing.hyperparameterSamples,
      "the number of samples of the model's hyper-parameters; 0, and partial trials, use MAP "
        + "hyper-parameters"),
    .choice(
      "mixing.prior", \.search.mixing.prior,
      "the prior of the best mixture, which counts less with every trial: none, or shares "
        + "that follow the utilities of stage one, if there is one"),
    .choice(
      "mixing.random_numbers", \.search.mixing.randomNumbers,
      "the seeds of trials: one for all, which cancels its effect in their differences; three in turn, whose effects the "
        + "model removes; or one for each, as in the paper"),
    .choice(
      "mixing.schedule", \.search.mixing.schedule,
      "the order of the batches of a mixture: spread evenly, in blocks, or drawn at random"),
    .choice(
      "mixing.objective", \.search.mixing.objective,
      "the score of a trial: the primary's validation metric, or its negative log-loss; the default is "
        + "`metric` where `trainer.kind` is `score`"),
    .texts(
      "mixing.runs", .files, \.runs, absence: "none",
      "a table of past runs that stage two learns from before its first trial, relative to the "
        + "experiment file: shares in columns named as the tasks (`runs-you-have.md`), or the "
        + "folder of a run; needs whole trials and the simplex"),
    .text(
      "mixing.runs_objective", .column, \.runsObjective,
      absence: "`validation_loss`, `val_loss` or `loss`; `validation_metric` or `metric`",
      "the column of `mixing.runs` with the score of a trial, in its unit: a log-loss as it is"),
    .text(
      "mixing.runs_steps", .column, \.runsSteps, absence: "runs as long as a trial",
      "the column of `mixing.runs` with the length of training: short runs then tell about trials, which are as long as "
        + "the longest run"),
    .text(
      "mixing.runs_model_size", .column, \.runsModelSize, absence: "models as large as a trial's",
      "the column of `mixing.runs` with the size of the model: a trial's is as large as the largest"
    ),
    .text(
      "mixing.runs_repeats", .column, \.runsRepeats, absence: "one run a row",
      "the column of `mixing.runs` with the number of runs that a row is the mean of"),
  ]

  private static let confirmation: [ExperimentKey] = [
    .integer(
      "confirmation.seeds", 2...10_000, \.search.confirmation.seeds,
      "the number of fresh seeds; each trains every candidate once"),
    .optional(
      "confirmation.save_model", .choice(["true", "false"]), \.saveModel, "false",
      "whether the run keeps a model of the built-in trainer, trained with the mixture of the verdict, by which "
        + "`autosem predict` predicts (`predict.md`)"
    ) {
      // What is not kept is not in the journal, as before there were models.
      $0 == .text("true") ? true : nil
    } written: {
      .text("\($0)")
    },
  ]

  private static let comparison: [ExperimentKey] = [
    .choices(
      "comparison.policies", \.comparison.policies, absence: "all",
      "the policies that `autosem compare` compares (`docs/compare.md`)"),
    .choice(
      "comparison.reference", \.comparison.reference,
      absence: "`uniform`, or `primary_only` where that is not compared",
      "the policy that the others are tested against, named before the first run"),
    .integer(
      "comparison.seeds", 2...10_000, \.comparison.seeds,
      "the number of seeds; each trains every policy once"),
    .integer(
      "comparison.batches", 1...100_000_000, \.comparison.batches,
      "the training batches of a run, of all models and of a search in it; the default is "
        + "four times as many with `data` or `tasks`"),
    .integer(
      "comparison.steps", 1...100_000_000, \.comparison.steps,
      "the training batches of a model, after which a run begins another; the default is four "
        + "times as many with `data` or `tasks`"),
    .integer(
      "comparison.measure_every", 1...100_000_000, \.comparison.measureEvery,
      "the batches between measurements on the validation split, besides the one at a model's "
        + "end; the best model is the result of a run; the default is four times as many with "
        + "`data` or `tasks`"),
    .number(
      "comparison.search_share", NumberBounds(lower: .excluded(0), upper: .excluded(1)),
      \.comparison.searchShare,
      "the share of a run's batches that a search may spend before the training with its result"),
    .texts(
      "comparison.logs", .folders, \.comparison.logs, absence: "a third of its own batches",
      "the earlier runs whose stage one the policy `counterfactual` learns from, relative to "
        + "the experiment file"),
  ]

  private static let trainer: [ExperimentKey] = [
    .choice(
      "trainer.kind", \.trainerKind,
      "the trainer: the built-in one, which has the keys from `trainer.encoder` on, your own "
        + "command, or your own command that only scores mixtures (`your-own-script.md`)"),
    .texts(
      "trainer.command", .words, \.command.command,
      absence: "must be given unless the kind is `torch`",
      "your command; it is started without a shell in the folder of the experiment file"),
    .variables(
      "trainer.env", \.command.environment, absence: "none",
      "variables for the environment of your command, in addition to that of autosem"),
    .number(
      "trainer.timeout", NumberBounds(lower: .excluded(0), upper: .included(31_536_000)),
      \.command.timeout,
      "the seconds without a reply or a heartbeat after which a call of the command fails; "
        + "the default is 21600 where the kind is `score`"),
    .number(
      "trainer.call_limit", NumberBounds(lower: .excluded(0), upper: .included(31_536_000)),
      \.command.callLimit,
      "the seconds after which a call of the command fails, with or without heartbeats"),
    .choice(
      "trainer.encoder", \.trainer.encoder,
      "the encoder of sentences. `attention` and `pooled`: embeddings of hashed words, with "
        + "attention or averaged. `frozen`: attention on the word pieces of a pretrained encoder, "
        + "which encodes each sentence once. `tuned`: a pretrained encoder that is trained"),
    .text(
      "trainer.model", .folder, \.trainer.model,
      absence: "needed for `frozen`, `tuned` and `derive: [alignment]`",
      "the folder of the pretrained encoder: `config.json`, `vocab.txt` or `tokenizer.json`, "
        + "and `model.safetensors`"),
    .integer(
      "trainer.layers", 1...256, \.trainer.layers,
      "for `frozen`: the number of the encoder's last layers that a learned mean combines"),
    .choice(
      "trainer.pair_numbers", \.trainer.pairNumbers,
      "for `frozen`: whether 31 features of overlap and alignment are added to each pair"),
    .integer(
      "trainer.tuned_layers", 0...256, \.trainer.tunedLayers,
      "for `tuned`: the number of the encoder's last layers that are trained; 0 trains all"),
    .integer(
      "trainer.embedding_buckets", 16...16_777_216, \.trainer.embeddingBuckets,
      "the number of embeddings to which words and character n-grams are hashed"),
    .integer(
      "trainer.embedding_dimension", 1...65_536, \.trainer.embeddingDimension,
      "the length of an embedding"),
    .integer(
      "trainer.hidden_dimension", 1...65_536, \.trainer.hiddenDimension,
      "the width of the layers that the tasks share"),
    .number(
      "trainer.learning_rate", NumberBounds(lower: .excluded(0), upper: .included(10)),
      \.trainer.learningRate,
      "the learning rate; the default is 0.00005 with `encoder: tuned`"),
    .integer(
      "trainer.warmup", 0...1_000_000, \.trainer.warmup,
      "the number of first batches over which the learning rate rises linearly"),
    .number(
      "trainer.weight_decay", NumberBounds(lower: .included(0), upper: .included(10)),
      \.trainer.weightDecay, "the decoupled weight decay"),
    .number(
      "trainer.dropout", NumberBounds(lower: .included(0), upper: .excluded(1)), \.trainer.dropout,
      "the dropout probability"),
    .integer(
      "trainer.batch_size", 1...65_536, \.trainer.batchSize, "the number of examples in a batch"),
    .number(
      "trainer.clip_norm", NumberBounds(lower: .excluded(0), upper: .included(1_000_000)),
      \.trainer.clipNorm, "the norm to which gradients are clipped"),
    .integer(
      "trainer.maximum_tokens", 1...65_536, \.trainer.maximumTokens,
      "the number of tokens of a sentence; longer ones are truncated; the default is 128 with "
        + "a pretrained encoder"),
    .choice(
      "trainer.optimiser_moments", \.trainer.optimiserMoments,
      "whether the tasks share the moments of AdamW or have their own"),
    .choice(
      "trainer.sharing", \.trainer.sharing,
      "the parameters that the tasks share below their heads: all of them; none, with a "
        + "penalty on their distances; or the encoder, with a penalty that selects the same "
        + "outputs of it for all tasks (`methods.md`)"),
    .number(
      "trainer.sharing_strength", NumberBounds(lower: .included(0), upper: .included(1_000_000)),
      \.trainer.sharingStrength, "the weight of that penalty; without effect on `hard`"),
    .choice(
      "trainer.device", \.trainer.device,
      "the device of the built-in trainer; `auto` is the GPU if LibTorch has one, otherwise the CPU"
    ),
    .integer(
      "trainer.threads", 1...256, \.trainer.threads,
      "the number of threads of a model; can change the last bits of a score"),
  ]
}
