{{/* (dict "imageRoot" .Values.image "global" .Values.global "chart" .Chart) */}}
{{- define "common.images.image" -}}
{{- $registry := default .imageRoot.registry ((.global).imageRegistry) -}}
{{- $separator := ":" -}}
{{- $version := .imageRoot.tag | toString -}}
{{- if not .imageRoot.tag -}}
  {{- if .chart -}}{{- $version = .chart.AppVersion | toString -}}{{- end -}}
{{- end -}}
{{- if .imageRoot.digest -}}
  {{- $separator = "@" -}}
  {{- $version = .imageRoot.digest | toString -}}
{{- end -}}
{{- if $registry -}}
{{- printf "%s/%s%s%s" $registry .imageRoot.repository $separator $version -}}
{{- else -}}
{{- printf "%s%s%s" .imageRoot.repository $separator $version -}}
{{- end -}}
{{- end -}}

{{- define "common.images.pullSecrets" -}}
{{- $names := list -}}
{{- range ((.global).imagePullSecrets) -}}
  {{- if kindIs "map" . -}}{{- $names = append $names .name -}}{{- else -}}{{- $names = append $names . -}}{{- end -}}
{{- end -}}
{{- range .images -}}
  {{- range .pullSecrets -}}{{- $names = append $names . -}}{{- end -}}
{{- end -}}
{{- if (not (empty $names)) -}}
imagePullSecrets:
  {{- range $names | uniq }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}
