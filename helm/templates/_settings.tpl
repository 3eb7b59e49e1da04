{{/* The names of the settings that are not empty, in lines; keys may be nested or dotted. */}}
{{- define "atlas-gateway.names" -}}
{{- range $name, $value := . }}
{{- if kindIs "map" $value }}
{{- range include "atlas-gateway.names" $value | splitList "\n" }}
{{- if . }}
{{- printf "%s.%s\n" $name . }}
{{- end }}
{{- end }}
{{- else if not (has (toJson $value) (list "null" "[]" "\"\"")) }}
{{- printf "%s\n" $name }}
{{- end }}
{{- end }}
{{- end }}

{{/* Not empty if the settings trust tokens of an identity provider; the gateway then fetches its keys. */}}
{{- define "atlas-gateway.trustsIssuers" -}}
{{- if regexMatch "(?m)^(gateway\\.(caller|signin)\\.issuers|spring\\.security\\.oauth2)\\b" (include "atlas-gateway.names" .Values.config) }}true{{ end }}
{{- range .Values.env }}{{ if regexMatch "^(GATEWAY_(CALLER|SIGNIN)_ISSUERS|SPRING_SECURITY_OAUTH2)_" .name }}true{{ end }}{{ end }}
{{- end }}

{{/* Not empty if the settings name an OTLP endpoint. */}}
{{- define "atlas-gateway.exportsTraces" -}}
{{- if regexMatch "(?m)^management\\.(opentelemetry|otlp)\\..*\\b(endpoint|url)$" (include "atlas-gateway.names" .Values.config) }}true{{ end }}
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

{{/* The sources of a mounted folder in which each file has the name of a setting; empty if there is none. */}}
{{- define "atlas-gateway.secretFiles" -}}
{{- with .Values.database }}
{{- if .existingSecret }}
- secret:
    name: {{ .existingSecret }}
    items:
      - { key: {{ .usernameKey }}, path: spring.datasource.username }
      - { key: {{ .passwordKey }}, path: spring.datasource.password }
{{- end }}
{{- end }}
{{- with .Values.redis }}
{{- if .existingSecret }}
- secret:
    name: {{ .existingSecret }}
    items: [{ key: {{ .passwordKey }}, path: gateway.quota.redis.password }]
{{- end }}
{{- end }}
{{- with .Values.apiKeys }}
{{- if .existingSecret }}
- secret:
    name: {{ .existingSecret }}
    items:
      {{- range $number, $entry := prepend .previousKeys .key | uniq }}
      - { key: {{ $entry }}, path: "gateway.caller.api-keys.encryption-keys[{{ $number }}]" }
      {{- end }}
{{- end }}
{{- end }}
{{- with include "atlas-gateway.adminSecret" . }}
- secret:
    name: {{ . }}
    items: [{ key: {{ $.Values.localAdmin.passwordKey }}, path: gateway.signin.bootstrap.password }]
{{- end }}
{{- range $setting, $secret := .Values.secretSettings }}
- secret:
    name: {{ $secret.existingSecret }}
    items: [{ key: {{ $secret.key }}, path: {{ quote $setting }} }]
{{- end }}
{{- end }}

{{/* The sources of a mounted folder with the secrets of the Atlas accounts; empty if there is none. */}}
{{- define "atlas-gateway.accountFiles" -}}
{{- range $name, $account := .Values.atlas.accounts }}
{{- with $account.existingSecret }}
- secret:
    name: {{ . }}
    items: [{ key: {{ $account.key }}, path: {{ $name }} }]
{{- end }}
{{- end }}
{{- end }}

{{/* Not empty if the chart makes the password of the local admin, because neither a provider nor a setting decides. What
`secretsFolder` and `envFrom` contain is not known, so they decide too. */}}
{{- define "atlas-gateway.makesPassword" -}}
{{- $set := or .Values.localAdmin.existingSecret .Values.secretsFolder .Values.envFrom }}
{{- if regexMatch "(?m)^(gateway\\.signin\\.(issuers\\b|bootstrap\\.(enabled|password)$)|spring\\.security\\.oauth2\\b)" (include "atlas-gateway.names" .Values.config) }}{{ $set = true }}{{ end }}
{{- range .Values.env }}{{ if regexMatch "^(GATEWAY_SIGNIN_(ISSUERS|BOOTSTRAP_(PASSWORD|ENABLED))|SPRING_SECURITY_OAUTH2)" .name }}{{ $set = true }}{{ end }}{{ end }}
{{- if not $set }}true{{ end }}
{{- end }}

{{/* The Secret with the password of the local admin; empty if there is none. */}}
{{- define "atlas-gateway.adminSecret" -}}
{{- .Values.localAdmin.existingSecret | default (include "atlas-gateway.makesPassword" . | empty | ternary "" (printf "%s-admin" (include "atlas-gateway.name" .))) }}
{{- end }}

{{/* application.yaml: the settings that follow from the values; `config` overrides them. */}}
{{- define "atlas-gateway.config" -}}
{{- mergeOverwrite (include "atlas-gateway.ownConfig" . | fromYaml) (deepCopy .Values.config) | toYaml }}
{{- end }}

{{/* The settings that follow from the values. */}}
{{- define "atlas-gateway.ownConfig" -}}
{{- $accounts := dict }}
{{- range $name, $account := .Values.atlas.accounts }}
{{- $settings := dict "client-id" $account.clientId "secret-file" (empty $account.existingSecret | ternary (printf "%s/atlas-%s" $.Values.secretsFolder $name) (printf "/etc/gateway/atlas/%s" $name)) }}
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
{{- $folder := .existingSecret | empty | ternary $.Values.secretsFolder "/etc/gateway/keys" }}
{{- if $folder }}
{{- $keys := list }}
{{- range .previousKeys }}{{ $keys = append $keys (printf "file:%s/%s" $folder .) }}{{ end }}
{{- $_ := set $gateway "caller" (dict "signing-key" (printf "file:%s/%s" $folder .key) "previous-keys" $keys) }}
{{- end }}
{{- end }}
{{- $settings := dict
  "gateway" $gateway
  "spring" (dict "datasource" (dict "url" .Values.database.url)
    "lifecycle" (dict "timeout-per-shutdown-phase" "40s")) }}
{{- with .Values.database.migrationUrl }}
{{- $_ := set $settings.spring "flyway" (dict "url" .) }}
{{- end }}
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
{{- toYaml $settings }}
{{- end }}
