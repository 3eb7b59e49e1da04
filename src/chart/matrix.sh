#!/usr/bin/env bash
# Installs, upgrades, rolls back, scales and uninstalls the chart on a real Kubernetes API server with each Helm that it finds. Prints a
# table of Helm, values, step and result, and fails if a result is wrong.
#   src/chart/matrix.sh
# With Go it takes the definitions of ServiceMonitor, PrometheusRule and HTTPRoute from their modules, else stubs.
# Needs etcd, kube-apiserver, kubectl, openssl, and helm, helm3 or helm4 on the path. No kubelet runs, so no pod starts. Debian has etcd
# (etcd-server); Go builds the others in some minutes, each in an empty folder after `go mod init tools`, with GOFLAGS=-mod=mod GOWORK=off:
#   go get helm.sh/helm/v4/cmd/helm@v4.3.2 && go build -o helm4 helm.sh/helm/v4/cmd/helm         # likewise v3 (v3.22.0)
#   go mod download k8s.io/kubernetes@v1.36.5
#   sed -nE 's#^\t(k8s.io/[a-z-]+) v0\.0\.0( //.*)?$#replace \1 => \1 v0.36.5#p' \
#     "$(go env GOMODCACHE)/k8s.io/kubernetes@v1.36.5/go.mod" >>go.mod
#   go get k8s.io/kubernetes/cmd/kube-apiserver@v1.36.5
#   v=k8s.io/component-base/version; go build -o kube-apiserver \
#     -ldflags "-X $v.gitVersion=v1.36.5 -X $v.gitMajor=1 -X $v.gitMinor=36" k8s.io/kubernetes/cmd/kube-apiserver
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$PWD/target/chart-matrix
rm -rf "$work"
mkdir -p "$work"
table=$work/table.tsv

processes=()
stop() {
  # an API server that is asked to stop waits for an etcd that has stopped before it
  kill -KILL "${processes[@]}" 2>/dev/null || true
  wait
}
trap stop EXIT

helms=()
for name in helm helm3 helm4; do
  path=$(command -v "$name") && helms+=("$path")
done
((${#helms[@]})) || { echo 'No helm is on the path.' >&2; exit 1; }

# Prints a free port of this machine.
free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start_api_server() {
  local etcd=http://127.0.0.1:$(free_port) port
  etcd --data-dir "$work/etcd" --listen-client-urls "$etcd" --advertise-client-urls "$etcd" \
    --listen-peer-urls "http://127.0.0.1:$(free_port)" >"$work/etcd.log" 2>&1 &
  processes+=($!)
  openssl genrsa -out "$work/accounts.key" 2048 2>/dev/null
  echo 'matrix,admin,admin,system:masters' >"$work/tokens"
  port=$(free_port)
  kube-apiserver --etcd-servers "$etcd" --bind-address 127.0.0.1 --advertise-address 127.0.0.1 --secure-port "$port" \
    --cert-dir "$work/certificates" --token-auth-file "$work/tokens" --authorization-mode RBAC --service-cluster-ip-range 10.96.0.0/16 \
    --service-account-issuer https://kubernetes --service-account-key-file "$work/accounts.key" \
    --service-account-signing-key-file "$work/accounts.key" --endpoint-reconciler-type none >"$work/kube-apiserver.log" 2>&1 &
  processes+=($!)
  export KUBECONFIG=$work/kubeconfig KUBECACHEDIR=$work/cache
  kubectl config set-cluster matrix --server "https://127.0.0.1:$port" --insecure-skip-tls-verify >/dev/null
  kubectl config set-credentials matrix --token matrix >/dev/null
  kubectl config set-context matrix --cluster matrix --user matrix >/dev/null
  kubectl config use-context matrix >/dev/null
  for _ in {1..120}; do
    kubectl get --raw /readyz >/dev/null 2>&1 && return
    sleep 1
  done
  tail -20 "$work/kube-apiserver.log" >&2
  echo 'The API server did not get ready.' >&2
  exit 1
}

# definition MODULE FILE...: applies the definitions of resources in a Go module, which Go downloads and checks.
definition() {
  local folder file
  folder=$(cd "$work" && GOWORK=off GOFLAGS=-mod=mod go mod download -json "$1" | sed -n 's/^\t"Dir": "\(.*\)",\?$/\1/p') && [[ -n $folder ]] || return
  for file in "${@:2}"; do
    kubectl apply --server-side --filename "$folder/$file" >/dev/null || return
  done
}

# stub GROUP VERSION KIND PLURAL: makes a resource that accepts any fields, in place of the operator's or controller's own.
stub() {
  kubectl apply --filename - <<END >/dev/null
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: $4.$1
  annotations: { api-approved.kubernetes.io: "https://github.com/kubernetes-sigs/gateway-api" }
spec:
  group: $1
  scope: Namespaced
  names: { kind: $3, plural: $4, singular: $(tr '[:upper:]' '[:lower:]' <<<"$3") }
  versions:
    - name: $2
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } }
END
}

define_resources() {
  local operator=github.com/prometheus-operator/prometheus-operator@v0.85.0 gateways=sigs.k8s.io/gateway-api@v1.6.1
  local folder=example/prometheus-operator-crd/monitoring.coreos.com
  if command -v go >/dev/null &&
    definition "$operator" "${folder}_servicemonitors.yaml" "${folder}_prometheusrules.yaml" &&
    definition "$gateways" config/crd/standard/gateway.networking.k8s.io_httproutes.yaml; then
    definitions="those of ${operator##*/} and ${gateways##*/}"
  else
    definitions='stubs that accept any field, because Go or its proxy is missing'
    stub monitoring.coreos.com v1 ServiceMonitor servicemonitors
    stub monitoring.coreos.com v1 PrometheusRule prometheusrules
    stub gateway.networking.k8s.io v1 HTTPRoute httproutes
  fi
  kubectl wait --for condition=established crd/servicemonitors.monitoring.coreos.com crd/prometheusrules.monitoring.coreos.com \
    crd/httproutes.gateway.networking.k8s.io >/dev/null
  echo "ServiceMonitor, PrometheusRule and HTTPRoute: $definitions."
}

# step NAME COMMAND...: runs a command, and records whether it succeeded without warning of the API server.
step() {
  local name=$1 result=ok
  shift
  "$@" >"$work/output" 2>&1 || result="failed: $(tail -1 "$work/output" | cut -c1-200)"
  ! grep -qiE 'unknown field|duplicate|hides previous' "$work/output" || result="warned: $(grep -iE 'unknown field|duplicate|hides previous' "$work/output" | head -1)"
  printf '%s\t%s\t%s\t%s\n' "$helm_version" "$values" "$name" "$result" >>"$table"
}

# refuses WORDS COMMAND...: whether a command fails with these words.
refuses() {
  local words=$1 output
  shift
  if output=$("$@" 2>&1); then
    echo "accepted" && return 1
  fi
  grep -qF -- "$words" <<<"$output" || { tail -1 <<<"$output" && return 1; }
}

# replicas NUMBER: whether the Deployment asks for this number; an empty number stands for one that the chart does not set.
replicas() {
  local now
  now=$(kubectl get deployment edge-atlas-gateway --namespace "$namespace" --output jsonpath='{.spec.replicas}')
  [[ $now == "$1" ]] || { echo "$now replicas instead of $1" && return 1; }
}

# nothing_left: whether no object of the release is left.
nothing_left() {
  local left
  left=$(kubectl get --namespace "$namespace" --selector app.kubernetes.io/instance=edge --output name \
    deployments,services,configmaps,secrets,serviceaccounts,poddisruptionbudgets,horizontalpodautoscalers,ingresses,networkpolicies,httproutes,servicemonitors,prometheusrules)
  [[ -z $left ]] || { echo "left: $left" && return 1; }
}

# password: the password that the chart made, in Base64; empty if it made none.
password() {
  kubectl get secret edge-atlas-gateway-admin --namespace "$namespace" --output jsonpath='{.data.password}' 2>/dev/null || true
}

# same_password: whether the password is the one of the installation.
same_password() {
  [[ $(password) == "$made" ]] || { echo 'the password of the local admin changed' && return 1; }
}

# names_repository: whether the package names the address that the chart in the repository leaves out.
names_repository() {
  local shown
  shown=$("$helm" show chart "$package")
  [[ $shown == *"home: $address"* && $shown == *"- $address"* ]] || { echo 'the package has no address' && return 1; }
}

# psql_starts: whether Pod Security `restricted` admits the pod that the runbook starts.
psql_starts() {
  local command
  command=$(sed -n '/^kubectl run psql/,/^  -- /p' helm/RUNBOOK.md)
  [[ $command == *--rm\ -it* ]] || { echo 'the runbook has no such command' && return 1; }
  eval "${command/--rm -it/--namespace \"$namespace\" --dry-run=server}"
}

# The steps of install.md, operations.md and RUNBOOK.md. No pod gets ready here, so without --wait.
matrix() {
  local file=$1
  helm() { "$helm" --namespace "$namespace" "$@"; }
  step install helm install edge "$package" --values "$file"
  made=$(password)
  step upgrade helm upgrade edge "$package" --reset-then-reuse-values --set image.digest=,image.tag=0.3.0
  step rollback helm rollback edge
  step 'upgrade again' helm upgrade edge "$package" --reset-then-reuse-values --set image.digest=,image.tag=0.3.0
  step restart kubectl rollout restart deployment/edge-atlas-gateway --namespace "$namespace"
  step 'stop all' helm upgrade edge "$package" --reset-then-reuse-values --set replicas=0,autoscaling.enabled=false
  step '… are 0' replicas 0
  step 'upgrade stopped' helm upgrade edge "$package" --reset-then-reuse-values --set-string database.url=jdbc:postgresql://postgres:5432/restored
  if grep -q '^replicas: 1$' "$file"; then
    step 'start again' helm upgrade edge "$package" --reset-then-reuse-values --set replicas=1
    step '… is 1' replicas 1
  else
    step 'scale to 3' helm upgrade edge "$package" --reset-then-reuse-values --set replicas=3
    step '… are 3' replicas 3
    step 'upgrade scaled' helm upgrade edge "$package" --reset-then-reuse-values --set image.tag=0.4.0
    step 'autoscale' helm upgrade edge "$package" --reset-then-reuse-values --set autoscaling.enabled=true
    step '(scaler: 5)' kubectl scale deployment edge-atlas-gateway --namespace "$namespace" --replicas 5
    step 'upgrade' helm upgrade edge "$package" --reset-then-reuse-values --set image.tag=0.5.0
    step '… are 5' replicas 5
  fi
  step 'password kept' same_password
  step 'psql starts' psql_starts
  for name in JDK_JAVA_OPTIONS SPRING_DATASOURCE_PASSWORD SPRING_CONFIG_ADDITIONAL_LOCATION; do
    step "refuses $name" refuses "env: $name must not be set" \
      helm upgrade edge "$package" --reset-then-reuse-values --set "env[0].name=$name" --set "env[0].valueFrom.secretKeyRef.name=a"
  done
  step uninstall helm uninstall edge
  step 'nothing left' nothing_left
}

start_api_server
define_resources

# the values without a default, in the smallest installation of install.md
cat >"$work/default-values.yaml" <<END
publicUrl: https://atlas.internal.example.com
atlas: { accounts: { default: { clientId: mdb_sa_id_0123456789abcdef01234567, existingSecret: atlas-gateway, key: atlas-secret } } }
database: { url: "jdbc:postgresql://postgres:5432/gateway", existingSecret: atlas-gateway }
redis: { url: "redis://redis:6379/0" }
signingKey: { existingSecret: atlas-gateway }
END
number=0
for helm in "${helms[@]}"; do
  helm_version=$("$helm" version --template '{{.Version}}')
  address=https://git.example.com/platform/atlas-gateway
  package=$(HELM=$helm src/chart/package.sh "$address.git")
  values='of the package'
  step 'names its address' names_repository
  step lint "$helm" lint "$package" --values "$work/default-values.yaml"
  for file in "$work/default-values.yaml" helm/ci/*-values.yaml; do
    values=$(basename "$file" -values.yaml)
    namespace=matrix-$((++number))
    kubectl create namespace "$namespace" >/dev/null
    kubectl label namespace "$namespace" pod-security.kubernetes.io/enforce=restricted >/dev/null
    kubectl create serviceaccount default --namespace "$namespace" >/dev/null # which no controller makes here
    matrix "$file"
  done
done

server=$(kubectl version --output json | sed -n '/serverVersion/,$s/.*"gitVersion": "\(.*\)".*/\1/p')
printf '\nKubernetes %s; custom resources: %s\n\n| Helm | values | steps | result |\n|---|---|--:|---|\n' "$server" "$definitions"
awk -F '\t' '
  { row = $1 " | " $2 }
  !(row in steps) { order[++rows] = row }
  { steps[row]++ }
  $4 != "ok" { wrong[row] = wrong[row] " **" $3 "**: " $4 }
  END { for (i = 1; i <= rows; i++) print "| " order[i] " | " steps[order[i]] " | " (wrong[order[i]] ? wrong[order[i]] : "ok") " |" }
' "$table"
wrong=$(grep -vc $'\tok$' "$table" || true)
printf '%s steps, %s wrong.\n' "$(wc -l <"$table")" "$wrong"
((wrong == 0))
