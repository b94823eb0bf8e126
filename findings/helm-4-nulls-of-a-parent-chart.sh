#!/usr/bin/env bash
# Helm 4 (4.3.2): a null that a parent chart's values.yaml sets on a subchart's value takes the subchart's default away only if the user sets any value of that subchart.
# Without one, or with values of other charts only, the defaults stay, where Helm 3 (3.22.0) takes them away always. So `--set sub.image=x` alone removes a limit and a probe that it does not name.
# The same null as a top value of the chart's own is null in Helm 3 (`"own":null`) and left out in Helm 4, by which hasKey answers otherwise.
# Controllers that moved from Helm 3 to Helm 4 render the same chart at the same commit to other manifests. Builds both commands from Go modules (Go 1.26, some minutes). Exits 1 where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
GOBIN="$work/three" go install helm.sh/helm/v3/cmd/helm@v3.22.0 2>/dev/null
GOBIN="$work/four" go install helm.sh/helm/v4/cmd/helm@v4.3.2 2>/dev/null
mkdir -p parent/templates parent/charts/sub/templates
printf 'apiVersion: v2\nname: parent\nversion: 1.0.0\n' > parent/Chart.yaml
printf 'apiVersion: v2\nname: sub\nversion: 1.0.0\n' > parent/charts/sub/Chart.yaml
printf 'limits: {cpu: 1, memory: 2}\nprobe: {path: /}\n' > parent/charts/sub/values.yaml
printf 'own: null\nsub:\n  limits: {cpu: null}\n  probe: null\n' > parent/values.yaml
echo 'sub: {{ .Values | toJson }}' > parent/charts/sub/templates/values.yaml
echo 'hasOwn: {{ hasKey .Values "own" }}' > parent/templates/values.yaml
for helm in three four; do
  for values in "" "--set other=1" "--set sub.image=x"; do
    echo "$helm [$values]"
    # shellcheck disable=SC2086
    "$helm/helm" template release parent $values | grep -E '^(sub|hasOwn):'
  done
done | tee seen
diff seen - <<'E' || { echo "the behaviour has changed" >&2; exit 1; }
three []
sub: {"global":{},"limits":{"memory":2}}
hasOwn: true
three [--set other=1]
sub: {"global":{},"limits":{"memory":2}}
hasOwn: true
three [--set sub.image=x]
sub: {"global":{},"image":"x","limits":{"memory":2}}
hasOwn: true
four []
sub: {"global":{},"limits":{"cpu":1,"memory":2},"probe":{"path":"/"}}
hasOwn: false
four [--set other=1]
sub: {"global":{},"limits":{"cpu":1,"memory":2},"probe":{"path":"/"}}
hasOwn: false
four [--set sub.image=x]
sub: {"global":{},"image":"x","limits":{"memory":2}}
hasOwn: false
E
