{{- define "atlas-gateway.name" -}}
{{- $name := .Values.fullnameOverride | default (ternary .Release.Name (printf "%s-%s" .Release.Name .Chart.Name) (contains .Chart.Name .Release.Name)) -}}
{{- $name | replace "." "-" | trunc 52 | trimSuffix "-" -}}
{{- end }}

{{- define "atlas-gateway.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "atlas-gateway.labels" -}}
{{ include "atlas-gateway.selector" . }}
app.kubernetes.io/version: {{ .Values.image.digest | replace ":" "-" | default .Values.image.tag | default .Chart.AppVersion | trunc 63 | regexFind "^.*[A-Za-z0-9]" | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "atlas-gateway.image" -}}
{{- with .Values.image -}}
{{ .repository }}{{ if .digest }}@{{ .digest }}{{ else }}:{{ .tag | default $.Chart.AppVersion }}{{ end }}
{{- end -}}
{{- end }}

{{- define "atlas-gateway.host" -}}
{{- (urlParse .Values.publicUrl).hostname -}}
{{- end }}

{{/* The path of publicUrl, below which the gateway serves everything; empty for the root. */}}
{{- define "atlas-gateway.path" -}}
{{- (urlParse .Values.publicUrl).path | trimSuffix "/" -}}
{{- end }}

{{/* Checks which values belong together; a schema cannot say that. */}}
{{- define "atlas-gateway.check" -}}
{{- if not .Values.publicUrl }}{{ fail "publicUrl is required: the URL at which callers reach the gateway" }}{{ end }}
{{- if not .Values.atlas.accounts }}{{ fail "atlas.accounts is required: at least an Atlas service account named default" }}{{ end }}
{{- if not .Values.database.url }}{{ fail "database.url is required: jdbc:postgresql://host:5432/database" }}{{ end }}
{{- if not .Values.database.existingSecret }}{{ fail "database.existingSecret is required: a Secret with user and password" }}{{ end }}
{{- if or .Values.autoscaling.enabled (gt (int .Values.replicas) 1) }}
{{- if not .Values.redis.url }}{{ fail "redis.url is required with more than one replica: they count quotas together" }}{{ end }}
{{- if not .Values.signingKey.existingSecret }}{{ fail "signingKey.existingSecret is required with more than one replica: each must accept the tokens of the others" }}{{ end }}
{{- end }}
{{- $management := dig "management" (dict) .Values.config }}
{{- if or (hasKey (dig "server" (dict) .Values.config) "port") (hasKey (dig "server" (dict) $management) "port") (hasKey $management "server.port") }}{{ fail "config: server.port and management.server.port must not be set: Service, probes and NetworkPolicy use 8080 and 8081" }}{{ end }}
{{- range .Values.env }}{{ if regexMatch "^(MANAGEMENT_)?SERVER_PORT$" .name }}{{ fail (printf "env: %s must not be set: Service, probes and NetworkPolicy use 8080 and 8081" .name) }}{{ end }}{{ end }}
{{- if gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas) }}{{ fail "autoscaling.minReplicas must not exceed autoscaling.maxReplicas" }}{{ end }}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.parentRefs) }}{{ fail "httpRoute.parentRefs is required: the Gateways to attach to" }}{{ end }}
{{- if and .Values.monitoring.rules.enabled (not .Values.monitoring.rules.runbookUrl) }}{{ fail "monitoring.rules.runbookUrl is required: the address of your RUNBOOK.md, because each alert links to it" }}{{ end }}
{{- if and .Values.monitoring.rules.enabled (not .Values.monitoring.serviceMonitor.enabled) }}{{ fail "monitoring.serviceMonitor.enabled is required with monitoring.rules: the alerts select the job that it names, and page if that job does not exist" }}{{ end }}
{{- with .Values.networkPolicy }}
{{- if and .enabled (not .dns.to) }}{{ fail "networkPolicy.dns.to is required: the DNS server" }}{{ end }}
{{- if and .enabled (not .database.to) }}{{ fail "networkPolicy.database.to is required: the address of PostgreSQL" }}{{ end }}
{{- if and .enabled $.Values.redis.url (not .redis.to) }}{{ fail "networkPolicy.redis.to is required: the address of Redis" }}{{ end }}
{{- if and .enabled (not .identityProvider.to) (include "atlas-gateway.trustsIssuers" $) }}{{ fail "networkPolicy.identityProvider.to is required: the address of the issuers that the settings trust" }}{{ end }}
{{- if and .enabled (not .traces.to) (include "atlas-gateway.exportsTraces" $) }}{{ fail "networkPolicy.traces.to is required: the address of the OTLP endpoint in the settings" }}{{ end }}
{{- end }}
{{- end }}

{{/* Not empty if the settings trust tokens of an identity provider; the gateway then fetches its keys. */}}
{{- define "atlas-gateway.trustsIssuers" -}}
{{- with .Values.config }}
{{- if or (dig "gateway" "caller" "issuers" nil .) (dig "gateway" "signin" "issuers" nil .) (dig "spring" "security" "oauth2" nil .) }}true{{ end }}
{{- end }}
{{- range .Values.env }}{{ if regexMatch "^(GATEWAY_(CALLER|SIGNIN)_ISSUERS|SPRING_SECURITY_OAUTH2)_" .name }}true{{ end }}{{ end }}
{{- end }}

{{/* Not empty if the settings name an OTLP endpoint. */}}
{{- define "atlas-gateway.exportsTraces" -}}
{{- with .Values.config.management }}
{{- if regexMatch "(?m)^ +(endpoint|url): ." (pick . "opentelemetry" "otlp" | toYaml) }}true{{ end }}
{{- end }}
{{- range .Values.env }}{{ if regexMatch "^MANAGEMENT_(OPENTELEMETRY|OTLP)_.*(ENDPOINT|URL)$" .name }}true{{ end }}{{ end }}
{{- end }}

{{/*
How long a replica may take to stop: it still accepts calls, then 10 s until callers close their connections, then calls under
way, then their records, and 10 s to give tokens back to Atlas.
*/}}
{{- define "atlas-gateway.leaving" -}}
{{- $calls := dig "spring" "lifecycle" "timeout-per-shutdown-phase" "40s" .Values.config }}
{{- $records := dig "gateway" "audit" "flush-timeout" "10s" .Values.config }}
{{- $seconds := add .Values.drainSeconds 10 10 }}
{{- range list $calls $records }}
{{- if not (regexMatch "^[0-9]+(s|m)$" (toString .)) }}{{ fail (printf "config: write %v as seconds or minutes (40s, 2m): spring.lifecycle.timeout-per-shutdown-phase and gateway.audit.flush-timeout decide how long a pod may take to stop" .) }}{{ end }}
{{- $seconds = add $seconds (mul (regexFind "^[0-9]+" . | int) (hasSuffix "m" . | ternary 60 1)) }}
{{- end }}
{{- $seconds }}
{{- end }}

{{/* application.yaml: the settings that follow from the values; `config` overrides them. */}}
{{- define "atlas-gateway.config" -}}
{{- $accounts := dict }}
{{- range $name, $account := .Values.atlas.accounts }}
{{- $settings := dict "client-id" $account.clientId "secret-file" (printf "/etc/gateway/atlas/%s" $name) }}
{{- with $account.secretExpiresAt }}{{ $_ := set $settings "secret-expires-at" . }}{{ end }}
{{- $_ := set $accounts $name $settings }}
{{- end }}
{{- $gateway := dict
  "translation" (dict "public-url" .Values.publicUrl)
  "atlas" (dict "base-url" .Values.atlas.baseUrl "accounts" $accounts) }}
{{- if .Values.redis.url }}
{{- $_ := set $gateway "quota" (dict "store" "redis" "redis" (dict "url" .Values.redis.url)) }}
{{- end }}
{{- if .Values.policy.existingConfigMap }}
{{- $_ := set $gateway "policy" (dict "import" (printf "file:/etc/gateway/policy/%s" .Values.policy.key)) }}
{{- end }}
{{- with .Values.signingKey }}
{{- if .existingSecret }}
{{- $keys := list }}
{{- range .previousKeys }}{{ $keys = append $keys (printf "file:/etc/gateway/keys/%s" .) }}{{ end }}
{{- $_ := set $gateway "caller" (dict "signing-key" (printf "file:/etc/gateway/keys/%s" .key) "previous-keys" $keys) }}
{{- end }}
{{- end }}
{{- $settings := dict
  "gateway" $gateway
  "spring" (dict "datasource" (dict "url" .Values.database.url)
    "lifecycle" (dict "timeout-per-shutdown-phase" "40s")) }}
{{- $server := dict }}
{{- if or .Values.ingress.enabled .Values.httpRoute.enabled }}
{{- $_ := set $server "forward-headers-strategy" "native" }}
{{- end }}
{{- with include "atlas-gateway.path" . }}
{{- $_ := set $server "servlet" (dict "context-path" .) }}
{{- end }}
{{- if $server }}
{{- $_ := set $settings "server" $server }}
{{- end }}
{{- mergeOverwrite $settings (deepCopy .Values.config) | toYaml }}
{{- end }}
