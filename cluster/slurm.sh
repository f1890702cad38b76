#!/bin/bash
#SBATCH --job-name=shortrun --ntasks=1 --cpus-per-task=1 --requeue
# A command of shortrun on a Slurm cluster, with the bytes of one machine:
#     WORK=/shared/work TASKS=64 bash cluster/slurm.sh run scenarios/minimal.toml -n 100000000 -o out
# All paths are seen by all nodes. It merges, and where more is needed submits itself as an array of TASKS workers, and
# itself after them; called again after a failure it goes on from what is there. Without Slurm it ends with 75 instead.
set -eu
program=${SHORTRUN:-target/release/shortrun}
if [ -n "${SLURM_ARRAY_TASK_ID:-}" ]; then # one of the workers: every TASKS-th job
    part=$(cksum < "$WORK/needs" | cut -d ' ' -f 1)-$SLURM_ARRAY_TASK_ID
    { awk "NR % $TASKS == $SLURM_ARRAY_TASK_ID" "$WORK/needs" && echo end; } |
        "$program" worker --threads 1 > "$WORK/$part"
    exec mv "$WORK/$part" "$WORK/partials/$part" # whole or not at all
fi
mkdir -p "$WORK/partials"
more=0
"$program" merge --partials "$WORK/partials" --needs "$WORK/needs" --shard-size "${SHARD:-1000000}" -- "$@" || more=$?
if [ $more != 75 ] || ! command -v sbatch > /dev/null; then exit $more; fi
export WORK TASKS SCRIPT=${SCRIPT:-$(realpath "$0")}
workers=$(sbatch --parsable --export=ALL --array="0-$((TASKS - 1))" "$SCRIPT")
sbatch --export=ALL --dependency="afterok:$workers" --kill-on-invalid-dep=yes "$SCRIPT" "$@"
