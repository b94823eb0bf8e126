{{- define "common.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
{{- define "common.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ include "common.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | default "none" | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}
