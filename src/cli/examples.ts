/** How each command is used, by its words: shown below its help, and below that of the group that it is in. */
export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  serve: [
    'hookwright serve',
    'hookwright serve --json --ephemeral --clock virtual --control-port 0 --provider-port 0 --inbox-port 0 --tls-port 0',
    'hookwright serve --config hookwright.config.yaml',
  ],
  open: [
    'hookwright open',
    'hookwright open --data ./workspace',
  ],
  demo: ['hookwright demo', 'hookwright demo --remove'],
  trigger: [
    'hookwright trigger members person.updated',
    'hookwright trigger members person.updated --set personID=1 --set firstName=Ann --wait',
    `echo '{"personID": 1}' | hookwright trigger members person.updated --body -`,
  ],
  deliveries: [
    'hookwright deliveries --status retrying,expired --limit 20',
    'hookwright deliveries --follow --status retrying,failed',
    'hookwright deliveries dlv_12',
    'hookwright deliveries dlv_12 --attempt 1',
  ],
  replay: [
    'hookwright replay dlv_12 --wait',
    'hookwright replay --status failed,expired --from 1h --dry-run',
    'hookwright replay --sync syn_1 --status failed --pace 100ms --wait',
    'hookwright replay cap_3 --target http://localhost:3000/webhooks --wait',
    'hookwright replay --inbox orders --through reg_1 --pace original --wait',
    'hookwright replay production.har --target http://localhost:3000/webhooks',
  ],
  record: [
    'hookwright record --from 10m --output bug.yaml',
    'hookwright record dlv_12 dlv_13 --name "The second update is lost"',
    'hookwright record --after dlv_40 --registration reg_1 | hookwright run /dev/stdin',
  ],
  'registrations list': [
    'hookwright registrations',
    'hookwright registrations list --provider dezrez',
  ],
  'registrations show': ['hookwright registrations show reg_1 --reveal'],
  'registrations add': [
    'hookwright registrations add members http://127.0.0.1:3000/webhook --secret k',
    'hookwright registrations add dezrez http://127.0.0.1:3000/webhook --set trigger=PersonCreated',
  ],
  'registrations set': [
    'hookwright registrations set reg_1 http://127.0.0.1:4000/webhook',
    'hookwright registrations set reg_1 --disable',
  ],
  'registrations remove': ['hookwright registrations remove reg_1'],
  'registrations run': ['hookwright registrations run reg_1 run-test --wait'],
  'provider list': [
    'hookwright provider',
    'hookwright provider list --json',
  ],
  'provider check': ['hookwright provider check acme.yaml'],
  'provider add': ['hookwright provider add acme.yaml'],
  'provider import': ['hookwright provider import openapi.yaml --out acme.yaml'],
  'inbox list': ['hookwright inbox'],
  'inbox show': ['hookwright inbox show demo --reveal'],
  'inbox add': [
    `hookwright inbox add demo --verify members --secret k --answer '503 x2 | hang | 200'`,
    'hookwright inbox add tunnel --forward http://127.0.0.1:3000',
  ],
  'inbox set': [
    `hookwright inbox set demo --rule 'POST path "/orders/*" chance 20%: reset after headers'`,
    'hookwright inbox set demo --answer 200 --no-rules',
    'hookwright inbox set demo --secret-of reg_1',
    `hookwright inbox set demo --verify custom --secret k --header X-Sig --format 't={timestamp},v1={signature}' --content '{timestamp}.{body}'`,
  ],
  'inbox remove': ['hookwright inbox remove demo'],
  'inbox captures': [
    'hookwright inbox captures demo',
    'hookwright inbox captures demo --limit 5 --json', 'hookwright inbox captures --follow',
  ],
  'inbox capture': ['hookwright inbox capture cap_3 --why'],
  'inbox answer': ['hookwright inbox answer cap_3 503'],
  'capture import': [
    'hookwright capture import traffic.har --dry-run',
    'hookwright capture import requests.json --inbox demo',
    'pbpaste | hookwright capture import -',
  ],
  'capture export': [
    'hookwright capture export --inbox demo --format bundle -o demo.hookwright.json',
    'hookwright capture export --id cap_3 --format curl -o - | sh',
  ],
  ca: [
    'hookwright ca',
    'hookwright ca --out hookwright.pem',
    'hookwright ca --out - | openssl x509 -text',
    'hookwright ca --trust',
  ],
  diff: [
    'hookwright diff dlv_1/1/response dlv_1/2/response',
    'hookwright diff dlv_9',
    'hookwright diff cap_3 cap_4 --json',
  ],
  sync: [
    'hookwright sync reg_1 --interval 20ms --wait',
    'hookwright sync syn_1',
    'hookwright sync syn_1 --do pause',
  ],
  'sending show': ['hookwright sending', 'hookwright sending show --json'],
  'sending pause': ['hookwright sending pause'],
  'sending resume': ['hookwright sending resume'],
  'clock show': ['hookwright clock', 'hookwright clock show --json'],
  'clock set': ['hookwright clock set virtual'],
  'clock advance': [
    'hookwright clock advance 10m',
    'hookwright clock advance idle',
    'hookwright clock advance 2026-03-08T12:00:00Z',
  ],
  retention: [
    'hookwright retention',
    'hookwright retention --max-age 30d --max-deliveries 200000',
    'hookwright retention --max-captures none',
  ],
  doctor: [
    'hookwright doctor http://127.0.0.1:3000/webhooks',
    'hookwright doctor http://127.0.0.1:3000/members --provider members --secret-file members.key',
    'hookwright doctor https://example.com/hooks --provider-file acme.yaml --secret s3cret --json',
  ],
  run: [
    'hookwright run bug.yaml',
    'hookwright run scenarios/*.yaml --reporter junit --output report.xml',
    'hookwright run bug.yaml --keep',
  ],
  verify: [
    'pbpaste | hookwright verify - --scheme stripe --secret-file stripe.key',
    'HOOKWRIGHT_SECRET=whsec_... hookwright verify request.http --scheme standard-webhooks',
    'hookwright verify traffic.har --scheme github --secret s3cret --steps',
    'hookwright verify request.http --provider-file acme.yaml --secret s3cret',
    `hookwright verify request.http --header X-Sig --format 't={timestamp},v1={signature}' --content '{timestamp}.{body}' --secret s3cret`,
  ],
  'config check': [
    'hookwright config check',
    'hookwright config check ci/hookwright.yaml --json',
  ],
  completion: [
    'hookwright completion bash >> ~/.bashrc',
    'hookwright completion zsh > ~/.zfunc/_hookwright',
    'hookwright completion fish > ~/.config/fish/completions/hookwright.fish',
    'hookwright completion powershell >> $PROFILE',
  ],
}

/** Of a command, or of all that are in a group. */
export function examplesText(path: string): string {
  const lines = Object.entries(EXAMPLES).flatMap(([key, examples]) => (key === path || key.startsWith(`${path} `) ? examples : []))
  return lines.length === 0 ? '' : `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`
}
