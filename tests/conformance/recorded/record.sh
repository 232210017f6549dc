#!/bin/bash
# Re-records every scenario on the installed OTP/Elixir.
#   ./record.sh                 run each script RUNS times (default 3), keep the trace only if all runs agree
#   ./record.sh gen_server      only that area;  ./record.sh gen_server/call_self  only that scenario
#   RUNS=5 JOBS=2 ERL_FLAGS="+S 1:1" ./record.sh
#   CHECK=1 ./record.sh         do not write: compare fresh runs with the recorded traces
# The gen_stage area needs the compiled GenStage modules in $GEN_STAGE_EBIN; without it that area is left as it is.
cd "$(dirname "$0")" || exit 1
export RUNS=${RUNS:-3} CHECK=${CHECK:-0}
one() {
  s=$1 out=${1%.exs}.out tmp=$(mktemp) ok=1
  for i in $(seq "$RUNS"); do
    timeout 60 elixir "$s" >"$tmp.$i" 2>"$tmp.err.$i" || ok=0
    [ -s "$tmp.err.$i" ] && { echo "STDERR $s"; head -3 "$tmp.err.$i"; }
    grep -qE '^(main exited|TIMEOUT)' "$tmp.$i" && { echo "BROKEN $s"; ok=0; }
    cmp -s "$tmp.1" "$tmp.$i" || { echo "UNSTABLE $s"; diff "$tmp.1" "$tmp.$i" | head -6; ok=0; }
  done
  if [ "$CHECK" = 1 ]; then
    cmp -s "$tmp.1" "$out" || { echo "DIFFERS $s"; diff "$out" "$tmp.1" | head -6; }
  elif [ $ok = 1 ]; then cp "$tmp.1" "$out"; else rm -f "$out"; fi
  rm -f "$tmp"*
}
export -f one
skip=(); [ -n "${GEN_STAGE_EBIN:-}" ] || skip=(-not -path './gen_stage/*')
find . -mindepth 2 -name '*.exs' -not -path './lib/*' "${skip[@]}" | sed 's|^\./||' | sort |
  { if [ -n "$1" ]; then grep -E "^$1(/|\.exs$)"; else cat; fi; } |
  xargs -P "${JOBS:-2}" -I{} bash -c 'one {}'
