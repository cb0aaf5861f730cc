#!/bin/sh
# A test with curl and jq alone:  sh examples/shell/receiver-test.sh
# HOOKWRIGHT is the command that starts Hookwright; default: npx hookwright.
set -eu
key='a key that both know'

work=$(mktemp -d)
mkfifo "$work/ready"
eval "exec ${HOOKWRIGHT:-npx hookwright} serve --json --ephemeral --clock virtual --control-port 0 --provider-port 0 --inbox-port 0 --tls-port 0" >"$work/ready" &
pid=$!
trap 'kill "$pid"; wait "$pid" || true; rm -rf "$work"' EXIT
read -r ready <"$work/ready"
field() { printf %s "$ready" | jq -r "$1"; }

# call METHOD PATH JSON
call() { curl -sS --fail-with-body -X "$1" "$(field .control)/api/v1$2" -H "authorization: Bearer $(field .token)" -H 'content-type: application/json' -d "$3"; }

# An inbox stands in for the receiver. Put your own URL in its place to test that.
inbox=$(call POST /inboxes "$(jq -n --arg key "$key" '{name: "shop", verify: {scheme: "members", secret: $key}, respond: "503 | 200"}')")
curl -sS --fail-with-body -o "$work/application" -X PATCH "$(field .providers.members)/application/1" -H 'x-access-token: members-dev-key' -H 'content-type: application/json' \
  -d "$(printf %s "$inbox" | jq --arg key "$key" '{webhook: {url, signingKey: $key}}')"

delivery=$(call POST /providers/members/events '{"trigger": "person.updated", "data": {"personID": 54512}}' | jq -r '.deliveries[0].id')

# Waits, within ten seconds of virtual time, and says whether it ended well.
settled=$(call POST "/deliveries/$delivery/settle" '{"withinMs": 10000}')
printf %s "$settled" | jq -e '.delivery.status == "acknowledged"' >"$work/answer" || { printf %s "$settled" | jq -r .message >&2; exit 1; }

met=$(call POST /expectations '{"inbox": "shop", "count": 2, "where": {"verified": true, "payload": [{"personID": 54512}]}}')
printf %s "$met" | jq -e .met >"$work/answer" || { printf %s "$met" | jq -r .message >&2; exit 1; }
echo 'ok: acknowledged at the second attempt, both signed'
