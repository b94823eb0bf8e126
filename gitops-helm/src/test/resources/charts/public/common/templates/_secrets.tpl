{{/* What the cluster has already, else what is given, else a fault: (dict "secret" "name" "key" "password" "given" .Values.x "context" $) */}}
{{- define "common.secrets.keep" -}}
{{- $found := lookup "v1" "Secret" .context.Release.Namespace .secret -}}
{{- if and $found (index (default dict $found.data) .key) -}}
{{- index $found.data .key -}}
{{- else -}}
{{- required (printf "%s of the Secret %s is needed" .key .secret) .given | toString | b64enc -}}
{{- end -}}
{{- end -}}
