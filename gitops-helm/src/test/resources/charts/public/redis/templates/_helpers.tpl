{{- define "redis.secretName" -}}
{{- if .Values.auth.existingSecret -}}
{{- tpl .Values.auth.existingSecret $ -}}
{{- else -}}
{{- include "common.names.fullname" . -}}
{{- end -}}
{{- end -}}

{{- define "redis.passwordKey" -}}
{{- if and .Values.auth.existingSecret .Values.auth.existingSecretPasswordKey -}}
{{- .Values.auth.existingSecretPasswordKey -}}
{{- else -}}
redis-password
{{- end -}}
{{- end -}}

{{- define "redis.password" -}}
{{- coalesce .Values.global.redis.password .Values.auth.password "" -}}
{{- end -}}

{{- define "redis.image" -}}
{{ include "common.images.image" (dict "imageRoot" .Values.image "global" .Values.global "chart" .Chart) }}
{{- end -}}

{{/* The container of either role: (dict "role" "master" "root" $) */}}
{{- define "redis.container" -}}
{{- $root := .root -}}
- name: redis
  image: {{ include "redis.image" $root }}
  command: [/bin/bash]
  args: [-c, /opt/scripts/start-{{ .role }}.sh]
  env:
    - name: REDIS_REPLICATION_MODE
      value: {{ .role | quote }}
    {{- if $root.Values.auth.enabled }}
    - name: REDIS_PASSWORD
      valueFrom:
        secretKeyRef:
          name: {{ template "redis.secretName" $root }}
          key: {{ template "redis.passwordKey" $root }}
    {{- else }}
    - name: ALLOW_EMPTY_PASSWORD
      value: "yes"
    {{- end }}
    {{- if eq .role "replica" }}
    - name: REDIS_MASTER_HOST
      value: {{ printf "%s-master-0.%s-headless.%s.svc" (include "common.names.fullname" $root) (include "common.names.fullname" $root) (include "common.names.namespace" $root) }}
    {{- end }}
  ports:
    - { name: redis, containerPort: {{ $root.Values.master.port }} }
  livenessProbe: &probe
    exec: { command: [sh, -c, /opt/health/ping.sh 5] }
    periodSeconds: 5
  readinessProbe:
    <<: *probe
    periodSeconds: 3
  {{- with $root.Values.master.resources }}
  resources: {{- toYaml . | nindent 4 }}
  {{- end }}
  volumeMounts:
    - name: start-scripts
      mountPath: /opt/scripts
    - name: redis-data
      mountPath: /data
{{- end -}}
