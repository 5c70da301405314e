{{- define "ce.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}

{{- define "ce.labels" -}}
app.kubernetes.io/part-of: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{/* Labels that select one service's pods: list of the root context and the service's name. */}}
{{- define "ce.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "ce.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1000
seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{- define "ce.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end -}}

{{/* Settings of one service, as YAML: its own win over those of all. A list of the root context and the service. */}}
{{- define "ce.settings" -}}
{{- $root := index . 0 -}}
{{- $service := index . 1 -}}
{{- $tls := dict -}}
{{- with $root.Values.kafkaTls -}}
{{- if .secret -}}
{{- if ne (empty .certificate) (empty .key) -}}
{{- fail "kafkaTls: a client certificate and its key belong together. Give both keys of the Secret or neither." -}}
{{- end -}}
{{- $_ := set $tls "KAFKA_TLS" "true" -}}
{{- with .ca }}{{ $_ := set $tls "KAFKA_TLS_CA_FILE" (printf "/etc/kafka-tls/%s" .) }}{{ end -}}
{{- with .certificate }}{{ $_ := set $tls "KAFKA_TLS_CERT_FILE" (printf "/etc/kafka-tls/%s" .) }}{{ end -}}
{{- with .key }}{{ $_ := set $tls "KAFKA_TLS_KEY_FILE" (printf "/etc/kafka-tls/%s" .) }}{{ end -}}
{{- end -}}
{{- end -}}
{{- toYaml (mergeOverwrite $tls (deepCopy $root.Values.settings) $service.settings) -}}
{{- end -}}
