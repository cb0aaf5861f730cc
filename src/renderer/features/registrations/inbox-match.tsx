import { Checkbox } from '@mantine/core'
import type { Client } from '#client/http.ts'
import type { Inbox } from '#contract/inbox.ts'
import type { ProviderInfo } from '#contract/provider.ts'
import { useStore } from '#renderer/state/store.ts'
import { signingField } from '#renderer/ui/secret.ts'

/** The inbox that a URL leads to, when it is one of ours. */
export function useInboxAt(url: string): Inbox | undefined {
  return useStore((state) => [...state.inboxes.items.values()].find((one) => one.url !== null && (url === one.url || url.startsWith(`${one.url}/`) || url.startsWith(`${one.url}?`))))
}

/** An inbox that knows another secret than the registration would call every request forged. */
export function InboxMatch({ inbox, provider, checked, onChange }: { inbox: Inbox; provider: ProviderInfo; checked: boolean; onChange: (checked: boolean) => void }) {
  const field = signingField(provider)
  if (!field) return null
  return <Checkbox checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} label={`Have the inbox ${inbox.name} verify with this ${field.label}`} description="So that both have the same, and its verdicts are right." />
}

/** Gives an inbox the secret of a registration. */
export async function matchInbox(client: Client, inbox: Inbox, provider: ProviderInfo, secret: string): Promise<void> {
  if (provider.verification) await client.call('changeInbox', { params: { id: inbox.id }, body: { verify: { scheme: provider.verification.scheme, secret } } })
}
