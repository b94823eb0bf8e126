{{- define "mysql.primary.fullname" -}}
{{- if eq .Values.architecture "replication" }}
{{- printf "%s-%s" (include "common.names.fullname" .) "primary" | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- include "common.names.fullname" . -}}
{{- end -}}
{{- end -}}

{{- define "mysql.roots" -}}
{{- $affinity := dict -}}
{{- if eq .Values.primary.podAffinityPreset "hard" -}}
{{- $_ := set $affinity "podAntiAffinity" (dict "requiredDuringSchedulingIgnoredDuringExecution" (list (dict "topologyKey" "kubernetes.io/hostname"))) -}}
{{- else if eq .Values.primary.podAffinityPreset "soft" -}}
{{- $_ := set $affinity "podAntiAffinity" (dict "preferredDuringSchedulingIgnoredDuringExecution" (list (dict "weight" 1 "podAffinityTerm" (dict "topologyKey" "kubernetes.io/hostname")))) -}}
{{- end -}}
{{- toYaml $affinity -}}
{{- end -}}
