#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The whole protocol in plain shell: a model whose skill is a curve of the batches that it was given, with
# a little noise from its seed. It trains nothing; it shows what is said, and in which order.

near=0 target=0 far=0 seed=0

# The names in a list; none of them has a space.
names() { printf '%s\n' "$line" | sed 's/.*\[//; s/\].*//; s/[",]/ /g'; }

# The text of a key, and its number; the keys of a request always come in the same order.
text() { printf '%s\n' "$line" | sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/"; }
number() { printf '%s\n' "$line" | sed "s/.*\"$1\":\([0-9]*\).*/\1/"; }

# The loss of a task: its own batches help, those of `near` help the target, those of `far` hurt it.
loss() {
  awk -v task="$1" -v target="$target" -v near="$near" -v far="$far" -v seed="$seed" 'BEGIN {
    if (task == "target") x = target + 0.8 * near - 0.5 * far
    else x = task == "near" ? near : far
    noise = ((seed % 9973) * 7919 + 104729 * (target + near + far)) % 10007 / 10007 - 0.5
    printf "%.6f", 0.3 + 0.4 / (1 + exp(x / 20)) + 0.002 * noise
  }'
}

while IFS= read -r line; do
  case $line in
    '{"hello"'*)
      seed=$(number seed)
      printf '{"protocol":2,"tasks":[{"name":"target","examples":800,"metric":"accuracy"},'
      printf '{"name":"near","examples":800,"metric":"accuracy"},'
      printf '{"name":"far","examples":800,"metric":"accuracy"}]}\n'
      ;;
    '{"train"'*)
      batches=0 before=
      for task in $(names); do
        before=${before:-$(loss "$task")} batches=$((batches + 1))
        case $task in
          target) target=$((target + 1)) ;;
          near) near=$((near + 1)) ;;
          far) far=$((far + 1)) ;;
        esac
      done
      printf '{"loss_before":%s,"loss_after":%s,"examples":%s}\n' \
        "$before" "$(loss "$task")" $((32 * batches))
      ;;
    '{"evaluate"'*)
      now=$(loss "$(text task)") metric=$(awk "BEGIN { print 1.2 - $now }") examples=100
      case $line in *training*) examples=800 ;; esac
      printf '{"metric":%s,"loss":%s,"examples":%s}\n' "$metric" "$now" "$examples"
      ;;
    '{"snapshot"'*)
      echo "$target $near $far" > "$(text snapshot)" && echo '{"ok":true}'
      ;;
    '{"restore"'*)
      read -r target near far < "$(text restore)" && echo '{"ok":true}'
      ;;
    '{"bye"'*)
      echo '{"ok":true}'
      exit
      ;;
    *) echo '{"error":"unknown request"}' ;;
  esac
done
