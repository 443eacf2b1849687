#!/usr/bin/env python3
"""Reads the exports of a mixture with the programs that they are for.

    python3 -m venv venv && venv/bin/pip install datasets pyyaml torch
    venv/bin/pip install --no-deps trl llamafactory ms-swift megatron-core mosaicml-streaming ai2-olmo-core
    autosem run experiments/quick.yml --output run
    venv/bin/python docs/checks/exports.py run [autosem]

Each export is parsed by the tool's own code, or by what its code calls; where a tool cannot be imported, its line says
so. Data sets of the sizes of the run take the place of the names, and the shares of what is drawn are compared with the
mixture. Prints a line for each form and fails if one is wrong.
"""

import ast
import contextlib
import io
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import types
from importlib import metadata

import yaml

RUN = sys.argv[1]
TOOL = sys.argv[2] if len(sys.argv) > 2 else "autosem"


def export(form):
    """Returns the text of a form."""
    return subprocess.run(
        [TOOL, "export", RUN, "--format", form], check=True, capture_output=True, text=True).stdout


MIXTURE = {name: share for name, share in json.loads(export("json"))["weights"].items() if share > 0}


def body(form):
    """Returns a form without its comments."""
    return "\n".join(line for line in export(form).splitlines() if not line.startswith("#"))


def near(shares):
    """Checks the shares of what was drawn."""
    for name, share in MIXTURE.items():
        assert abs(shares.get(name, 0) - share) < 0.02, (name, share, shares)
    return "drawn shares " + ", ".join(f"{name} {shares[name]:.3f}" for name in MIXTURE)


def equal(shares):
    """Checks shares that were read."""
    assert shares == MIXTURE, (shares, MIXTURE)
    return "reads the same shares"


def source(package, path):
    """Returns a file of an installed package, which need not be importable as a whole."""
    return metadata.distribution(package).locate_file(path).read_text()


def function(package, path, name, names):
    """Returns a function of an installed package, defined with these names alone."""
    tree = ast.parse(source(package, path))
    node = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == name)
    node.decorator_list = []
    exec("from __future__ import annotations\n" + ast.unparse(node), names)
    return names[name]


def huggingface():
    from datasets import Dataset

    sizes = {name: 100 + 50 * index for index, name in enumerate(MIXTURE)}
    space = {"sources": {name: Dataset.from_dict({"source": [name] * size}) for name, size in sizes.items()}}
    exec(export("huggingface"), space)
    drawn = space["train"]["source"]
    expected = max(size / MIXTURE[name] for name, size in sizes.items())
    assert 0.7 * expected < len(drawn) < 1.4 * expected, (len(drawn), expected)
    counts = {name: list(drawn).count(name) / len(drawn) for name in MIXTURE}
    for name, share in MIXTURE.items():
        assert abs(counts[name] - share) < 0.06, counts
    return f"{len(drawn)} draws until all have ended, {expected:.0f} expected from size / share"


def torch_sampler():
    import torch

    class Part(torch.utils.data.Dataset):
        def __init__(self, name, size):
            self.name, self.size = name, size

        def __len__(self):
            return self.size

        def __getitem__(self, index):
            return self.name

    space = {"sources": {name: Part(name, 5_000 * (index + 1)) for index, name in enumerate(MIXTURE)}}
    exec(export("torch"), space)
    drawn = [name for batch in space["train"] for name in batch]
    return near({name: drawn.count(name) / len(drawn) for name in MIXTURE})


def llamafactory():
    from datasets import Dataset, concatenate_datasets, interleave_datasets

    keys = yaml.safe_load(export("llamafactory"))
    path = "llamafactory/hparams/data_args.py"
    assert keys["mix_strategy"] in re.search(r"mix_strategy: Literal\[(.*)\]", source("llamafactory", path)).group(1)
    names = [name.strip() for name in keys["dataset"].split(",")]
    probabilities = list(map(float, keys["interleave_probs"].split(",")))
    merge = function(
        "llamafactory", "llamafactory/data/data_utils.py", "merge_dataset",
        {"concatenate_datasets": concatenate_datasets, "interleave_datasets": interleave_datasets,
         "logger": types.SimpleNamespace(warning_rank0_once=lambda text: None)})
    arguments = types.SimpleNamespace(
        mix_strategy=keys["mix_strategy"], streaming=False, interleave_probs=probabilities)
    sets = [Dataset.from_dict({"source": [name] * 5_000}) for name in names]
    drawn = list(merge(sets, arguments, 1)["source"])
    equal(dict(zip(names, probabilities)))
    return near({name: drawn.count(name) / len(drawn) for name in MIXTURE})


def trl():
    from datasets.utils.logging import disable_progress_bar
    from trl import DatasetMixtureConfig, get_dataset

    disable_progress_bar()
    keys = yaml.safe_load(export("trl"))
    equal({entry["path"]: entry["fraction"] for entry in keys["datasets"]})
    sizes = {name: 1_000 * (index + 1) for index, name in enumerate(MIXTURE)}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for name, size in sizes.items():
            pathlib.Path(name).mkdir()
            pathlib.Path(name, "rows.jsonl").write_text((json.dumps({"source": name}) + "\n") * size)
        config = DatasetMixtureConfig(datasets=[dict(entry) for entry in keys["datasets"]])
        drawn = list(get_dataset(config)["train"]["source"])
    expected = min(size / MIXTURE[name] for name, size in sizes.items())
    assert abs(len(drawn) - expected) < 3, (len(drawn), expected)
    return f"{len(drawn)} rows, the least size / share; " + near(
        {name: drawn.count(name) / len(drawn) for name in MIXTURE})


def ms_swift():
    from datasets import Dataset, interleave_datasets

    words = shlex.split(export("ms-swift").replace("\\\n", " "), comments=True)
    arguments = source("ms-swift", "swift/arguments/base_args/data_args.py")
    options, name = {}, None
    for word in words:
        if word.startswith("--"):
            name = word[2:]
            assert re.search(rf"^    {name}: ", arguments, re.M), name
            options[name] = []
        else:
            options[name].append(word)
    probabilities = list(map(float, options["interleave_prob"]))
    [strategy] = options["stopping_strategy"]
    drawn = list(interleave_datasets(
        [Dataset.from_dict({"source": [name] * 5_000}) for name in options["dataset"]], probabilities, seed=1,
        stopping_strategy=strategy)["source"])
    equal(dict(zip(options["dataset"], probabilities)))
    return near({name: drawn.count(name) / len(drawn) for name in MIXTURE})


def megatron():
    import typing

    words = shlex.split(export("megatron"), comments=True)
    assert words.pop(0) == "--data-path"
    blend = function(
        "megatron-core", "megatron/core/datasets/utils.py", "get_blend_from_list", dict(vars(typing)))
    prefixes, weights = blend(words)
    return equal(dict(zip(prefixes, weights)))


def mosaic():
    with contextlib.redirect_stderr(io.StringIO()):
        from streaming import MDSWriter, Stream, StreamingDataset

    streams = yaml.safe_load(export("mosaic"))["dataset"]["streams"]
    equal({name: stream["proportion"] for name, stream in streams.items()})
    with tempfile.TemporaryDirectory() as folder:
        for name in streams:
            with MDSWriter(out=f"{folder}/{name}", columns={"source": "str"}) as writer:
                for _ in range(2_000):
                    writer.write({"source": name})
        data = StreamingDataset(
            streams=[Stream(**stream | {"local": f"{folder}/{stream['local']}"}) for stream in streams.values()],
            batch_size=1, epoch_size=5_000)
        drawn = [sample["source"] for sample in data]
    return f"{len(drawn)} samples, " + near({name: drawn.count(name) / len(drawn) for name in MIXTURE})


def levanter():
    weights = yaml.safe_load(export("levanter"))["data"]["train_weights"]
    texts = [
        file.locate().read_text() for file in metadata.files("levanter") if str(file).startswith("levanter/data/text")]
    if not any("train_weights" in text for text in texts):
        raise ImportError("it is older than train_weights")
    return equal(weights)


def olmo_core():
    from olmo_core.data.source_mixture import SourceMixtureConfig, SourceMixtureList

    keys = yaml.safe_load(export("olmo-core"))
    mixture = SourceMixtureList(sources=[SourceMixtureConfig(**entry) for entry in keys["sources"]])
    mixture.validate()
    for entry in mixture.sources:
        entry.validate()
    return equal({entry.source_name: entry.target_ratio for entry in mixture.sources})


CHECKS = {
    "huggingface": ("datasets", huggingface), "torch": ("torch", torch_sampler),
    "llamafactory": ("llamafactory", llamafactory), "trl": ("trl", trl), "ms-swift": ("ms-swift", ms_swift),
    "megatron": ("megatron-core", megatron), "mosaic": ("mosaicml-streaming", mosaic),
    "levanter": ("levanter", levanter), "olmo-core": ("ai2-olmo-core", olmo_core),
}


def main():
    failed = 0
    for form, (package, check) in CHECKS.items():
        try:
            version = metadata.version(package)
            print(f"{form:13} {package} {version}: {check()}")
        except metadata.PackageNotFoundError:
            print(f"{form:13} {package} is not installed: not checked")
        except (ImportError, FileNotFoundError) as error:
            print(f"{form:13} {package} cannot be read here ({error}): not checked")
        except Exception as error:
            failed += 1
            print(f"{form:13} WRONG: {type(error).__name__}: {error}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
