import { useEffect } from 'react'
import type { ProviderFileInfo } from '#contract/provider-file.ts'
import { onApplied } from '#renderer/state/bus.ts'
import { useLoaded, type Loaded } from '#renderer/state/use-loaded.ts'

/** All of them, as the server has them now. */
export function useProviderFiles(): Loaded<readonly ProviderFileInfo[]> {
  const loaded = useLoaded('provider files', async (client, signal) => (await client.call('listProviderFiles', { signal })).items)
  const { reload } = loaded
  useEffect(() => onApplied((batch) => void (batch.some(({ change }) => change.kind === 'provider-file') && reload())), [reload])
  return loaded
}
