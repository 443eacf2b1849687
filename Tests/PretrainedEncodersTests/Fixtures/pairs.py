# Writes the token numbers of texts.json by byte pairs as the reference has them, and prints the digest of
# the words of the characters of every script (pip install tokenizers==0.23.3):
#   python3 pairs.py > pairs.ids.json
import json, sys
from tokenizers import Tokenizer, pre_tokenizers

file = "../../TorchTrainerTests/Encoders/Pretrained/Layouts/roberta/tokenizer.json"
texts = json.load(open("texts.json"))
result = {}
for name, adds_space in (("plain", False), ("spaced", True)):
    reference = Tokenizer.from_file(file)
    reference.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=adds_space)
    reference.enable_truncation(128)
    result[name] = [reference.encode(text).ids for text in texts["sentences"]]
    reference.enable_truncation(24)
    result[name + "_pairs"] = [reference.encode(*pair).ids for pair in texts["pairs"]]
json.dump(result, sys.stdout, separators=(",", ":"))
print()

split = pre_tokenizers.ByteLevel(add_prefix_space=False)
state = 0x6C62272E07BB014262B821756295C58D  # FNV-1a, 128 bits
for scalar in [*range(0x30000), *range(0xE0000, 0xE0200), *range(0x10FFF0, 0x110000)]:
    if 0xD800 <= scalar < 0xE000:
        continue
    text = "a" + chr(scalar) + "1" + chr(scalar) + "-  " + chr(scalar)
    for start, end in (span for _, span in split.pre_tokenize_str(text)):
        for byte in text[start:end].encode() + b"\xff":
            state = (state ^ byte) * 0x0000000001000000000000000000013B % 2**128
print("%032x" % state, file=sys.stderr)
