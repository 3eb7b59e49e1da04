{{/* Checks which values belong together; a schema cannot say that. */}}
{{- define "atlas-gateway.check" -}}
{{- if not .Values.publicUrl }}{{ fail "publicUrl is required: the URL at which callers reach the gateway" }}{{ end }}
{{- if not .Values.atlas.accounts }}{{ fail "atlas.accounts is required: at least an Atlas service account named default" }}{{ end }}
{{- if not .Values.database.url }}{{ fail "database.url is required: jdbc:postgresql://host:5432/database" }}{{ end }}
{{- if not (or .Values.database.existingSecret .Values.secretsFolder) }}{{ fail "database.existingSecret is required: a Secret with user and password" }}{{ end }}
{{- range $name, $account := .Values.atlas.accounts }}
{{- if not (or $account.existingSecret $.Values.secretsFolder) }}{{ fail (printf "atlas.accounts.%s.existingSecret is required: a Secret with the account's secret" $name) }}{{ end }}
{{- end }}
{{- if or .Values.autoscaling.enabled (gt (int .Values.replicas) 1) }}
{{- if not .Values.redis.url }}{{ fail "redis.url is required with more than one replica: they count quotas together" }}{{ end }}
{{- if not (or .Values.signingKey.existingSecret .Values.secretsFolder) }}{{ fail "signingKey.existingSecret is required with more than one replica: each must accept the tokens of the others" }}{{ end }}
{{- end }}
{{- $management := dig "management" (dict) .Values.config }}
{{- if or (hasKey (dig "server" (dict) .Values.config) "port") (hasKey (dig "server" (dict) $management) "port") (hasKey $management "server.port") }}{{ fail "config: server.port and management.server.port must not be set: Service, probes and NetworkPolicy use 8080 and 8081" }}{{ end }}
{{- include "atlas-gateway.checkPod" . }}
{{- if gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas) }}{{ fail "autoscaling.minReplicas must not exceed autoscaling.maxReplicas" }}{{ end }}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.parentRefs) }}{{ fail "httpRoute.parentRefs is required: the Gateways to attach to" }}{{ end }}
{{- if and .Values.monitoring.rules.enabled (not .Values.monitoring.rules.runbookUrl) }}{{ fail "monitoring.rules.runbookUrl is required: the address of your RUNBOOK.md, because each alert links to it" }}{{ end }}
{{- if and .Values.monitoring.rules.enabled (not .Values.monitoring.serviceMonitor.enabled) }}{{ fail "monitoring.serviceMonitor.enabled is required with monitoring.rules: the alerts select the job that it names, and page if that job does not exist" }}{{ end }}
{{- if and .Values.image.tag .Values.image.digest }}{{ fail "image.tag and image.digest must not both be set: the digest alone decides, so set image.tag to an empty string" }}{{ end }}
{{- if and .Values.ingress.tls .Values.ingress.tlsSecret }}{{ fail "ingress.tls and ingress.tlsSecret must not both be set" }}{{ end }}
{{- with .Values.podDisruptionBudget }}
{{- if and (not (kindIs "invalid" .maxUnavailable)) (not (kindIs "invalid" .minAvailable)) }}{{ fail "podDisruptionBudget.minAvailable and maxUnavailable must not both be set: set maxUnavailable to null" }}{{ end }}
{{- end }}
{{- with .Values.networkPolicy }}
{{- if and .enabled (not .dns.to) }}{{ fail "networkPolicy.dns.to is required: the DNS server" }}{{ end }}
{{- if and .enabled (not .database.to) }}{{ fail "networkPolicy.database.to is required: the address of PostgreSQL" }}{{ end }}
{{- if and .enabled $.Values.redis.url (not .redis.to) }}{{ fail "networkPolicy.redis.to is required: the address of Redis" }}{{ end }}
{{- if .enabled }}
{{- include "atlas-gateway.checkPorts" (dict "url" $.Values.database.url "name" "database.url" "default" 5432 "policy" "database" "open" .database) }}
{{- include "atlas-gateway.checkPorts" (dict "url" $.Values.database.migrationUrl "name" "database.migrationUrl" "default" 5432 "policy" "database" "open" .database) }}
{{- include "atlas-gateway.checkPorts" (dict "url" $.Values.redis.url "name" "redis.url" "default" (contains "sentinel" $.Values.redis.url | ternary 26379 6379) "policy" "redis" "open" .redis) }}
{{- end }}
{{- if and .enabled (not .identityProvider.to) (include "atlas-gateway.trustsIssuers" $) }}{{ fail "networkPolicy.identityProvider.to is required: the address of the issuers that the settings trust" }}{{ end }}
{{- if and .enabled (not .traces.to) (include "atlas-gateway.exportsTraces" $) }}{{ fail "networkPolicy.traces.to is required: the address of the OTLP endpoint in the settings" }}{{ end }}
{{- end }}
{{- end }}

{{/* Checks that the NetworkPolicy opens each port of a URL, which may name several hosts. A host of the pod itself needs no port. */}}
{{- define "atlas-gateway.checkPorts" -}}
{{- range regexReplaceAll "^[a-z+:-]*//([^/?]*@)?([^/?]*).*$" .url "${2}" | splitList "," }}
{{- $port := regexFind "[0-9]+$" (regexFind ":[0-9]+$" .) | default (toString $.default) }}
{{- if and . (not (regexMatch "^(localhost|127\\.|\\[::1\\])|[$]" .)) (not (has $port (splitList " " (join " " ($.open.ports | default (list $.open.port)))))) }}{{ fail (printf "networkPolicy.%s.ports must contain %s, the port of %s" $.policy $port $.name) }}{{ end }}
{{- end }}
{{- end }}

{{/* Checks that values add to the pod only what the chart does not set there itself, because Kubernetes rejects or overrides it. */}}
{{- define "atlas-gateway.checkPod" -}}
{{- $names := list }}
{{- $variables := include "atlas-gateway.variables" . | fromYaml }}
{{- range include "atlas-gateway.ownConfig" . | fromYaml | include "atlas-gateway.names" | splitList "\n" }}
{{- $variable := regexReplaceAll "[^A-Za-z]" . "" | upper }}
{{- if $variable }}{{ $_ := set $variables $variable (get $variables $variable | default "another value of the chart, or `config`") }}{{ end }}
{{- end }}
{{- range $variable := .Values.env }}
{{- $name := regexReplaceAll "_[0-9]+_?$" (upper .name) "" }}
{{- if has .name $names }}{{ fail (printf "env: %s is there twice" .name) }}{{ end }}
{{- $names = append $names .name }}
{{- if regexMatch "^(MANAGEMENT_)?SERVER_PORT$" $name }}{{ fail (printf "env: %s must not be set: Service, probes and NetworkPolicy use 8080 and 8081" .name) }}{{ end }}
{{- if has .name (list "JDK_JAVA_OPTIONS" "_JAVA_OPTIONS") }}{{ fail (printf "env: %s must not be set, because the chart sets the options of the JVM: set `processors` and `jvmOptions`" .name) }}{{ end }}
{{- with get $variables (regexReplaceAll "[^A-Z]" $name "") }}{{ fail (printf "env: %s must not be set, because the chart sets it: set `%s`" $variable.name .) }}{{ end }}
{{- end }}
{{- range $setting, $secret := .Values.secretSettings }}
{{- with get $variables (regexReplaceAll "[^A-Za-z]" $setting "" | upper) }}{{ fail (printf "secretSettings: %s must not be set, because the chart sets it: set `%s`" $setting .) }}{{ end }}
{{- end }}
{{- $volumes := list "config" "secrets" "atlas" "keys" "trust" "policy" "tmp" }}
{{- range .Values.extraVolumes }}
{{- if has .name $volumes }}{{ fail (printf "extraVolumes: the pod has a volume %s already" .name) }}{{ end }}
{{- $volumes = append $volumes .name }}
{{- end }}
{{- $paths := list "/etc/gateway/config" "/etc/gateway/secrets" "/etc/gateway/atlas" "/etc/gateway/keys" "/etc/gateway/trust" "/etc/gateway/policy" "/tmp" }}
{{- range .Values.extraVolumeMounts }}
{{- if has (trimSuffix "/" .mountPath) $paths }}{{ fail (printf "extraVolumeMounts: the container has a mount at %s already" .mountPath) }}{{ end }}
{{- $paths = append $paths (trimSuffix "/" .mountPath) }}
{{- end }}
{{- $containers := list "gateway" }}
{{- range concat .Values.initContainers .Values.extraContainers }}
{{- if has .name $containers }}{{ fail (printf "initContainers, extraContainers: the pod has a container %s already" .name) }}{{ end }}
{{- $containers = append $containers .name }}
{{- end }}
{{- end }}

{{/* The variables that the chart sets, or that would override a setting of the chart which other objects follow: their names
without "_", because the gateway reads a name with and without it, and the value to set instead. */}}
{{- define "atlas-gateway.variables" -}}
SPRINGCONFIGADDITIONALLOCATION: config
SPRINGDATASOURCEURL: database.url
SPRINGFLYWAYURL: database.migrationUrl
SPRINGDATASOURCEUSERNAME: database.existingSecret
SPRINGDATASOURCEPASSWORD: database.existingSecret
{{- if .Values.redis.existingSecret }}
GATEWAYQUOTAREDISPASSWORD: redis.existingSecret
{{- end }}
{{- if .Values.apiKeys.existingSecret }}
GATEWAYCALLERAPIKEYSENCRYPTIONKEYS: apiKeys.existingSecret
{{- end }}
{{- if include "atlas-gateway.adminSecret" . }}
GATEWAYSIGNINBOOTSTRAPPASSWORD: localAdmin.existingSecret
{{- end }}
GATEWAYQUOTAREDISURL: redis.url
GATEWAYQUOTASTORE: redis.url
GATEWAYTRANSLATIONPUBLICURL: publicUrl
SERVERSERVLETCONTEXTPATH: publicUrl
GATEWAYATLASBASEURL: atlas.baseUrl
GATEWAYCALLERSIGNINGKEY: signingKey.existingSecret
GATEWAYPOLICYIMPORT: policy.existingConfigMap
SPRINGLIFECYCLETIMEOUTPERSHUTDOWNPHASE: config.spring.lifecycle.timeout-per-shutdown-phase
GATEWAYAUDITFLUSHTIMEOUT: config.gateway.audit.flush-timeout
{{- end }}
