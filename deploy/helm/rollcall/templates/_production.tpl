{{/* Settings that one service alone reads; bootstrap starts all of them. */}}
{{- define "rollcall.readBy" -}}
ROLLCALL_SESSION_IDLE_MINUTES: identity
ROLLCALL_SESSION_HOURS: identity
ROLLCALL_TRUSTED_PROXIES: admin-gateway
{{- end }}

{{/*
The environment of what runs on the production set: the chart's own words, the settings, the names of the files of secrets.
Called with a dict: root, program.
*/}}
{{- define "rollcall.environment" -}}
{{- $readBy := fromYaml (include "rollcall.readBy" .) -}}
{{- $program := .program -}}
{{- with .root -}}
- { name: ROLLCALL_ENGINES, value: production }
- { name: ROLLCALL_HOST, value: 0.0.0.0 }
- { name: ROLLCALL_PORT, value: "4000" }
- { name: ROLLCALL_DATA_DIR, value: /data }
- name: ROLLCALL_SERVICE_URLS
  value: {{ include "rollcall.serviceUrls" . | quote }}
{{- range $variable, $value := .Values.settings }}
{{- if has (get $readBy $variable) (list "" $program) | or (eq $program "bootstrap") }}
- { name: {{ $variable }}, value: {{ $value | toString | quote }} }
{{- end }}
{{- end }}
{{- range $variable, $reference := .Values.secrets }}
- { name: {{ $variable }}_FILE, value: /secrets/{{ $variable }} }
{{- end }}
{{- if .Values.authority.configMap }}
- { name: ROLLCALL_KURRENTDB_CA_FILE, value: /authority/ca.crt }
- { name: ROLLCALL_KAFKA_CA_FILE, value: /authority/ca.crt }
{{- end }}
{{- end }}
{{- end }}

{{- define "rollcall.serviceUrls" -}}
{{- $urls := list -}}
{{- range splitList " " (include "rollcall.services" .) -}}
{{- $urls = append $urls (printf "%s=http://%s:4000" . (include "rollcall.name" (dict "root" $ "name" .))) -}}
{{- end -}}
{{- join "," $urls -}}
{{- end }}

{{- define "rollcall.mounts" -}}
- { name: data, mountPath: /data }
- { name: tmp, mountPath: /tmp }
- { name: secrets, mountPath: /secrets, readOnly: true }
{{- if .Values.authority.configMap }}
- { name: authority, mountPath: /authority, readOnly: true }
{{- end }}
{{- end }}

{{/* What lies in a pod's own folders may be lost with it. */}}
{{- define "rollcall.volumes" -}}
- { name: data, emptyDir: {} }
- { name: tmp, emptyDir: {} }
- name: secrets
  projected:
    defaultMode: 0440
    sources:
      {{- range $variable, $reference := .Values.secrets }}
      - secret:
          name: {{ $reference.name }}
          items: [{ key: {{ $reference.key }}, path: {{ $variable }} }]
      {{- end }}
{{- if .Values.authority.configMap }}
- name: authority
  configMap:
    name: {{ .Values.authority.configMap }}
    items: [{ key: {{ .Values.authority.key }}, path: ca.crt }]
{{- end }}
{{- end }}
