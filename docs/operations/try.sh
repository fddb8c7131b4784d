#!/bin/bash
# Tries the guide on this machine, in a folder of its own: both proxies with a certificate of its own, a copy restored
# elsewhere, the doctor. Needs nginx, caddy, openssl and curl, and no rights. Usage: docs/operations/try.sh [TRACKER]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tracker=${1:-$here/../../.venv/bin/tracker}
work=$(mktemp -d); cd "$work"
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT
site=uppfoljning.example
free() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
port=$(free)

say() { echo "— $*"; }
is() { [ "$2" = "$3" ] || { echo "FAULT: $1: $2, expected $3"; exit 1; }; echo "  $1: $2"; }

say 'settings, database, first account'
set -a; . "$here/settings"; set +a
unset TRACKER_SMTP_HOST
export TRACKER_INSTANCE=$work/instance TRACKER_DATABASE_URL="${TRY_DATABASE_URL:-}"
TRACKER_SECRET_KEY=$(openssl rand -base64 32); export TRACKER_SECRET_KEY
"$tracker" init >/dev/null
openssl rand -base64 24 | "$tracker" user add admin --name Admin --role administrator >/dev/null

openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout site.key -out site.crt -subj "/CN=$site" \
  -addext "subjectAltName=DNS:$site" 2>/dev/null
"$tracker" serve --port "$port" >serve.log 2>&1 & pids+=($!)
for _ in $(seq 120); do curl -so /dev/null "http://127.0.0.1:$port/halsa" && break; sleep 0.5; done

try_proxy() { # http port, https port
  ask() { curl -s --cacert site.crt --resolve "$site:$2:127.0.0.1" --resolve "$site:$1:127.0.0.1" -o body -D head -w '%{http_code}' "${@:3}"; }
  for _ in $(seq 60); do ask "$1" "$2" "https://$site:$2/halsa" >/dev/null && break; sleep 0.5; done
  is 'sign-in page over https' "$(ask "$1" "$2" "https://$site:$2/logga-in")" 200
  is 'HSTS' "$(grep -ci '^strict-transport-security: max-age=31536000' head)" 1
  is 'names of programs told' "$(grep -ciE '^(server: .*[0-9]|via:)' head || true)" 0
  is 'cookie for https only' "$(grep -ciE '^set-cookie: __Host-session=.*secure' head)" 1
  is 'plain http is led away' "$(ask "$1" "$2" "http://$site:$1/logga-in")" 308
  is 'ready, asked from this machine' "$(ask "$1" "$2" "https://$site:$2/redo")" 200
  head -c 17000000 /dev/zero >large
  is 'far too large' "$(ask "$1" "$2" "https://$site:$2/logga-in" --data-binary @large -H 'Expect:' || true)" 413
}

for_here() { # the file as it is, but for its ports and paths
  sed -e "s/127.0.0.1:8000/127.0.0.1:$port/; s#/etc/ssl/tracker#$work#g" "$1"
}

say nginx
plain=$(free); tls=$(free)
{ echo "daemon off; pid $work/nginx.pid; error_log $work/nginx.log; events {} http { access_log off;"
  for path in client_body proxy fastcgi uwsgi scgi; do echo "${path}_temp_path $work/$path;"; done
  for_here "$here/nginx.conf" | sed -e '/listen \[::\]/d' -e "s/listen 80;/listen $plain;/; s/listen 443 /listen $tls /"; echo '}'; } >nginx.conf
nginx -p "$work" -c "$work/nginx.conf" & pids+=($!)
try_proxy "$plain" "$tls"

say Caddy
plain=$(free); tls=$(free)
{ echo "{ admin off
http_port $plain
https_port $tls
}"; for_here "$here/Caddyfile"; } >Caddyfile
XDG_DATA_HOME=$work XDG_CONFIG_HOME=$work caddy run --config Caddyfile >caddy.log 2>&1 & pids+=($!)
try_proxy "$plain" "$tls"

say 'the command, with settings that have spaces, and nothing else'
{ env | grep '^TRACKER_'; echo 'TRACKER_TWO_STEP_ROLES=administrator compiler'; } >settings
sed -e "s#/etc/tracker/settings#$work/settings#; s#runuser -u tracker -- /opt/tracker/bin/tracker#$tracker#" "$here/tracker" >command
with() { env -i PATH="$PATH" LANG=C.UTF-8 "$@"; }
is 'accounts, by the settings' "$(with sh command user list | wc -l)" 1
is 'accounts, by a variable before it' "$(with TRACKER_INSTANCE="$work/none" TRACKER_DATABASE_URL= sh command user list 2>/dev/null | wc -l)" 0

say 'a copy, restored elsewhere, is the same'
"$tracker" backup copy.gz >/dev/null
for step in 'restore copy.gz' verify 'backup again.gz'; do
  # shellcheck disable=SC2086
  with TRACKER_INSTANCE="$work/other" TRACKER_DATABASE_URL= sh command $step >/dev/null
done
is 'rows that differ' "$(diff <(zcat copy.gz) <(zcat again.gz) | wc -l)" 0

say 'the doctor, with a site that is not served under its name here'
"$tracker" doctor 2>faults && exit 1
is 'faults' "$(wc -l <faults)" 1
grep "^https://$site svarar inte" faults
for unit in tracker tracker-work; do
  is "$unit: a call that is not allowed is refused, and does not kill" "$(grep -c '^SystemCallErrorNumber=EPERM' "$here/$unit.service")" 1
done
systemd-analyze verify --man=no "$here"/tracker*.service "$here"/tracker-daily.timer 2>&1 | grep -v 'not executable\|User tracker' || true
say 'everything is as the guide says'
