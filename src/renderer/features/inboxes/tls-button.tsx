import { Button, Modal } from '@mantine/core'
import { Lock } from 'lucide-react'
import { useState } from 'react'
import type { Inbox } from '#contract/inbox.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { TlsSheet } from './tls-sheet.tsx'

/** The URL of an inbox over TLS, and all that a client needs to accept it. */
export function TlsButton({ inbox }: { inbox: Inbox }) {
  const [open, setOpen] = useState(false)
  const { data, error, loading, reload } = useLoaded(open ? 'certificate authority' : null, (client, signal) => client.call('getCertificateAuthority', { signal }))
  return (
    <>
      <Button size="compact-xs" leftSection={<Lock size={13} aria-hidden />} disabled={inbox.tlsUrl === null} onClick={() => setOpen(true)}>
        TLS
      </Button>
      <Modal opened={open && inbox.tlsUrl !== null} onClose={() => setOpen(false)} title={`${inbox.name} over TLS`} size="xl" closeButtonProps={{ 'aria-label': 'Close' }}>
        {error !== null && <ProblemLine error={error} onRetry={reload} />}
        {loading && !data && <p className="muted" role="status">Asking for the certificate authority…</p>}
        {data && inbox.tlsUrl !== null && <TlsSheet ca={data} url={inbox.tlsUrl} onChanged={reload} />}
      </Modal>
    </>
  )
}
