# Writes small encoders of random weights in the layouts of the Hugging Face hub, and what the reference
# makes of some sentences: token numbers and last hidden states in expected.json of each folder.
#   pip install torch==2.15.0 transformers==5.24.0 tokenizers==0.23.3 && python3 make.py
import json, os, shutil, sys
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (AutoModel, AutoTokenizer, BertConfig, BertForMaskedLM, BertModel, DistilBertConfig,
                          DistilBertModel, RobertaConfig, RobertaForMaskedLM)

here = os.path.dirname(os.path.abspath(__file__))
words = f"{here}/../../../../PretrainedEncodersTests/Fixtures/tiny/vocab.txt"
vocabulary = {line.rstrip(): i for i, line in enumerate(open(words, encoding="utf-8"))}
sentences = [
    "", "the", "The cats sat on the mat.", "running naïve tokenizers", "hello world! is it a dog?",
    "[MASK] unaffable", "A, B and C: T-S <mask> </s>", "  two  spaces\tand\nlines ", "中文 漢字 Été 😀",
    "it's 3.14, isn't it? THEY'RE dogs' 'll", "cat " * 9, "x\u00a0y \u3000 z",
]
pairs = [["the cat", "sat on the mat"], ["", "want"], ["hello", "world is it token able"]]
sizes = dict(vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=2, num_attention_heads=2,
             intermediate_size=32, max_position_embeddings=32)


def randomise(model, seed):
    generator = torch.Generator().manual_seed(seed)
    for name, p in model.named_parameters():
        is_scale = name.endswith(("LayerNorm.weight", "layer_norm.weight"))
        p.data = 0.3 * torch.randn(p.shape, generator=generator) + float(is_scale)
    return model.eval()


def word_pieces(lowercase):
    marks = [(mark, vocabulary[mark]) for mark in ("[SEP]", "[CLS]")]
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=lowercase)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=marks)
    tokenizer.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])
    return tokenizer


def byte_pairs():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=420, special_tokens=["<s>", "<pad>", "</s>", "<unk>"], show_progress=False,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()), min_frequency=1)
    tokenizer.train_from_iterator(sentences + [" ".join(pair) for pair in pairs], trainer)
    tokenizer.post_processor = processors.RobertaProcessing(
        ("</s>", 2), ("<s>", 0), trim_offsets=True, add_prefix_space=False)
    file = json.loads(tokenizer.to_str())
    # As the published ones have it: the mark of a masked word takes the space before it.
    file["added_tokens"].append(dict(id=len(file["model"]["vocab"]), content="<mask>", single_word=False,
                                     lstrip=True, rstrip=False, normalized=False, special=True))
    file["model"]["vocab"]["<mask>"] = len(file["model"]["vocab"])
    return Tokenizer.from_str(json.dumps(file))


def folder(name):
    path = f"{here}/{name}"
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    return path


def settings(path, tokenizer_class, **more):
    json.dump(dict(tokenizer_class=tokenizer_class, **more), open(f"{path}/tokenizer_config.json", "w"), indent=1)


def record(path, tokenizer, is_listed=False):
    """The reference's numbers; both libraries must agree on the tokens."""
    auto = AutoTokenizer.from_pretrained(path)
    raw = Tokenizer.from_str(tokenizer.to_str())
    raw.no_padding()
    raw.no_truncation()
    model = AutoModel.from_pretrained(path, dtype=torch.float32, add_pooling_layer=False) if \
        "distil" not in path else AutoModel.from_pretrained(path, dtype=torch.float32)
    result = dict(sentences=[], pairs=[])
    typed = getattr(model.config, "type_vocab_size", 0) > 1
    for kind, texts in (("sentences", sentences), ("pairs", pairs)):
        for text in texts:
            encoding = raw.encode(*(text if kind == "pairs" else [text]))
            ids = encoding.ids
            by_auto = auto(*(text if kind == "pairs" else [text]))["input_ids"]
            if by_auto != ids:
                print(path, repr(text), "transformers:", by_auto, "tokenizers:", ids, file=sys.stderr)
            types = dict(token_type_ids=torch.tensor([encoding.type_ids])) if typed else {}
            with torch.no_grad():
                states = model(torch.tensor([ids]), **types).last_hidden_state[0]
            result[kind].append(dict(text=text, ids=ids, states=[round(x, 5) for x in states.flatten().tolist()]))
    json.dump(result, open(f"{path}/expected.json", "w"), separators=(",", ":"), ensure_ascii=True)


def renamed(path, rename):
    """Renames the tensors, as older files have them."""
    weights = load_file(f"{path}/model.safetensors")
    save_file({rename(name): tensor for name, tensor in weights.items()}, f"{path}/model.safetensors",
              metadata=dict(format="pt"))


torch.manual_seed(0)
bert = BertConfig(**sizes)

# Shards and their index, with a pooler; the tokenizer is tokenizer.json with truncation and padding in it.
path = folder("sharded")
randomise(BertModel(bert), 1).save_pretrained(path, max_shard_size="14KB")
tokenizer = word_pieces(True)
tokenizer.enable_truncation(8)
tokenizer.enable_padding(length=16, pad_id=0, pad_token="[PAD]")
tokenizer.save(f"{path}/tokenizer.json")
record(path, tokenizer)

# A language model: `bert.` before the names, no pooler, other tensors beside; LayerNorm's gamma and beta.
path = folder("masked-language-model")
randomise(BertForMaskedLM(bert), 2).save_pretrained(path)
shutil.copy(words, path)
settings(path, "BertTokenizer", do_lower_case=True)
record(path, word_pieces(True))
renamed(path, lambda name: name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"))

# Half precision, 514 positions, capitals kept, no pooler.
path = folder("half")
config = BertConfig(**(sizes | dict(max_position_embeddings=514)))
randomise(BertModel(config, add_pooling_layer=False), 3).half().save_pretrained(path)
shutil.copy(words, path)
settings(path, "BertTokenizer", do_lower_case=False)
record(path, word_pieces(False))

path = folder("bfloat16")
randomise(BertModel(bert, add_pooling_layer=False), 4).bfloat16().save_pretrained(path)
word_pieces(False).save(f"{path}/tokenizer.json")
settings(path, "BertTokenizer", do_lower_case=False)
record(path, word_pieces(False))

path = folder("distilbert")
config = DistilBertConfig(vocab_size=len(vocabulary), dim=16, n_layers=2, n_heads=2, hidden_dim=32,
                          max_position_embeddings=32)
randomise(DistilBertModel(config), 5).save_pretrained(path)
word_pieces(True).save(f"{path}/tokenizer.json")
settings(path, "DistilBertTokenizer", do_lower_case=True)
record(path, word_pieces(True))

path = folder("roberta")
tokenizer = byte_pairs()
config = RobertaConfig(**(sizes | dict(vocab_size=tokenizer.get_vocab_size(), max_position_embeddings=514)),
                       type_vocab_size=1, layer_norm_eps=1e-5, pad_token_id=1, bos_token_id=0, eos_token_id=2)
randomise(RobertaForMaskedLM(config), 6).half().save_pretrained(path)
tokenizer.save(f"{path}/tokenizer.json")
settings(path, "RobertaTokenizer", add_prefix_space=False, model_max_length=512)
record(path, tokenizer)
