#!/usr/bin/env bash
# Searches through a Slurm that keeps accounts and forgets a job two seconds after its end: how jobs ended is looked up by
# `sacct`. Needs root, control groups, and the packages slurm-wlm, munge, slurmdbd and mariadb-server.
cd "$(dirname "$0")/../.."

before_controller() {
  command -v slurmdbd mariadbd >/dev/null || skip "the packages slurmdbd and mariadb-server are not there"
  mariadb-install-db --no-defaults --user=root --datadir="$site/db" --skip-test-db >/dev/null
  mariadbd --no-defaults --user=root --datadir="$site/db" --socket="$site/db.socket" --pid-file="$site/db.pid" \
    --bind-address=127.0.0.1 --port=$((port + 3)) >"$site/mariadb.log" 2>&1 &
  disown
  until mariadb --no-defaults --socket="$site/db.socket" --execute="CREATE USER slurm@localhost IDENTIFIED BY 'slurm';
      GRANT ALL ON *.* TO slurm@localhost" 2>/dev/null; do sleep 0.2; done
  cat >"$site/slurmdbd.conf" <<END
AuthType=auth/munge
AuthInfo=socket=$site/munge.socket
DbdHost=localhost
DbdPort=$((port + 4))
SlurmUser=root
StorageType=accounting_storage/mysql
StorageHost=127.0.0.1
StoragePort=$((port + 3))
StorageUser=slurm
StoragePass=slurm
LogFile=$site/slurmdbd.log
PidFile=$site/slurmdbd.pid
END
  chmod 600 "$site/slurmdbd.conf"
  sed -i -e '/^\(AccountingStorageType\|MinJobAge\|TaskPlugin\|SelectTypeParameters\)=/d' \
    -e 's/CPUs=3/CPUs=3 RealMemory=2000/' "$SLURM_CONF"
  cat >>"$SLURM_CONF" <<END
AccountingStorageType=accounting_storage/slurmdbd
AccountingStorageHost=localhost
AccountingStoragePort=$((port + 4))
AccountingStoragePass=$site/munge.socket
MinJobAge=2
TaskPlugin=task/cgroup
SelectTypeParameters=CR_Core_Memory
END
  cat >"$site/cgroup.conf" <<END
CgroupAutomount=no
ConstrainRAMSpace=yes
END
  slurmdbd
  until sacctmgr --immediate add cluster autosem >/dev/null 2>&1; do sleep 0.5; done
}
. .ci/slurm-site
trap 'end; find /sys/fs/cgroup -depth -path "*/slurm_n[12]*" -type d -exec rmdir {} + 2>/dev/null || true' EXIT

# Counts what it is asked.
mkdir "$site/bin"
printf '#!/bin/sh\necho "$*" >>"%s"\nexec %s "$@"\n' "$site/asked" "$(command -v sacct)" >"$site/bin/sacct"
chmod +x "$site/bin/sacct"
PATH=$site/bin:$PATH

search process threads 9 "" 0

# One job runs out of time, one out of memory, and one is cancelled by hand, in three searches beside each other.
search limit slurm 9 hang 0 --set executor.time=1 --set 'executor.extra=[--mem=200]' &
limit=$!
search memory slurm 9 memory 0 --set 'executor.extra=[--mem=200]' --set failures_in_a_row=2 &
memory=$!
search cancelled slurm 9 hang 0 --set 'executor.extra=[--mem=200]' &
cancelled=$!
until [ -s "$work/cancelled.calls" ]; do sleep 0.1; done
sleep 1
hanging() { squeue -h --states=running -o '%i %Z' | grep "/cancelled/" | cut -d' ' -f1; }
until [ "$(hanging | wc -l)" = 1 ]; do sleep 0.5; done
scancel "$(hanging)"

for name in limit cancelled; do
  wait "${!name}" || fail "$name: $(tail -5 "$work/$name.log")"
  same $name process
done
noted limit "its time limit was over"
noted cancelled "somebody cancelled it"
wait $memory || fail "memory: $(tail -5 "$work/memory.log")"
noted memory "it ran out of memory"
[ "$(scontrol --oneliner show job | grep -c JobState)" = 0 ] || fail "the controller has not forgotten its jobs"
[ "$(wc -l <"$site/asked")" -ge 3 ] || fail "sacct was asked $(wc -l <"$site/asked") times"
sacct --parsable2 --noheader --allocations --format=State | sort | uniq -c
echo "Slurm: what the controller forgot was looked up by sacct ($((SECONDS - began)) s)"
