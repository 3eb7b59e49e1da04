{{- define "atlas-gateway.chart" -}}
{{- .Values.nameOverride | default .Chart.Name -}}
{{- end }}

{{/* The name of the objects of a release. */}}
{{- define "atlas-gateway.name" -}}
{{- $chart := include "atlas-gateway.chart" . -}}
{{- $name := .Values.fullnameOverride | default (ternary .Release.Name (printf "%s-%s" .Release.Name $chart) (contains $chart .Release.Name)) -}}
{{- $name | replace "." "-" | trunc 52 | trimSuffix "-" -}}
{{- end }}

{{- define "atlas-gateway.namespace" -}}
{{- .Values.namespaceOverride | default .Release.Namespace -}}
{{- end }}

{{- define "atlas-gateway.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (.Values.serviceAccount.create | ternary (include "atlas-gateway.name" .) "default") -}}
{{- end }}

{{- define "atlas-gateway.image" -}}
{{- with .Values.image -}}
{{ .repository }}{{ if .digest }}@{{ .digest }}{{ else }}:{{ .tag | default $.Chart.AppVersion }}{{ end }}
{{- end -}}
{{- end }}

{{/*
The room in /tmp: two uploaded policy documents at a time, each at most a 64th of the memory and 1 MiB, and 38 MiB for the JVM.
A pod that needs more is evicted.
*/}}
{{- define "atlas-gateway.tmp" -}}
{{- $units := dict "m" 0.001 "" 1 "k" 1000 "M" 1000000 "G" 1000000000 "Ki" 1024 "Mi" 1048576 "Gi" 1073741824 -}}
{{- $memory := "" -}}
{{- with (.Values.resources.limits).memory }}{{ $memory = kindIs "string" . | ternary . (. | int64 | toString) }}{{ end -}}
{{- $bytes := mulf (regexFind "^[0-9.]+" $memory | default "1e12" | float64) (get $units (regexFind "[A-Za-z]*$" $memory)) -}}
{{- min 170 (add 40 (int64 (divf $bytes 33554432))) }}Mi
{{- end }}

{{- define "atlas-gateway.host" -}}
{{- (urlParse .Values.publicUrl).hostname -}}
{{- end }}

{{/* The path of publicUrl, below which the gateway serves everything; empty for the root. */}}
{{- define "atlas-gateway.path" -}}
{{- (urlParse .Values.publicUrl).path | trimSuffix "/" -}}
{{- end }}

{{/* A path that callers use, below the path of publicUrl: (list $ path). */}}
{{- define "atlas-gateway.below" -}}
{{- printf "%s%s" (include "atlas-gateway.path" (first .)) (trimSuffix "/" (last .)) | default "/" -}}
{{- end }}

{{/* The labels by which objects select what belongs to the release. */}}
{{- define "atlas-gateway.selector" -}}
app.kubernetes.io/name: {{ include "atlas-gateway.chart" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* The labels by which objects select the pods of the gateway. */}}
{{- define "atlas-gateway.pods" -}}
{{ include "atlas-gateway.selector" . }}
app.kubernetes.io/component: gateway
{{- end }}

{{/* The name, namespace, labels and annotations of an object: (dict "root" $ "suffix" "-…" "labels" … "annotations" …). */}}
{{- define "atlas-gateway.metadata" -}}
name: {{ include "atlas-gateway.name" .root }}{{ .suffix }}
{{- with .root.Values.namespaceOverride }}
namespace: {{ . }}
{{- end }}
{{ include "atlas-gateway.labelsAndAnnotations" . }}
{{- end }}

{{- define "atlas-gateway.labelsAndAnnotations" -}}
labels:
  {{- with .root }}
  {{- include "atlas-gateway.selector" . | nindent 2 }}
  app.kubernetes.io/version: {{ .Values.image.digest | replace ":" "-" | default .Values.image.tag | default .Chart.AppVersion | trunc 63 | regexFind "^.*[A-Za-z0-9]" | quote }}
  app.kubernetes.io/managed-by: {{ .Release.Service }}
  helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
  {{- end }}
  {{- with merge (dict) (.labels | default dict) .root.Values.commonLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with .annotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* The security context of a pod: `runAs` and `podSecurityContext`. */}}
{{- define "atlas-gateway.podSecurityContext" -}}
{{- $context := deepCopy .Values.podSecurityContext }}
{{- range $field, $value := dict "runAsUser" .Values.runAs.user "runAsGroup" .Values.runAs.group "fsGroup" .Values.runAs.fsGroup }}
{{- if and $value (not (hasKey $context $field)) }}{{ $_ := set $context $field (int64 $value) }}{{ end }}
{{- end }}
{{- toYaml $context }}
{{- end }}

{{/* The address of the console. */}}
{{- define "atlas-gateway.console" -}}
{{- printf "%s/console" (trimSuffix "/" .Values.publicUrl) -}}
{{- end }}
