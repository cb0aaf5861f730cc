import { Button, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { ProblemError } from '#contract/problem.ts'
import { useStore } from '#renderer/state/store.ts'
import { unlock } from '#renderer/state/session.ts'
import { tokenIn } from '#renderer/state/token.ts'
import { problemText } from '#renderer/ui/problem-line.tsx'
import styles from './locked.module.css'

/** Without a valid token nothing is shown: anybody on this machine can reach the address. */
export function Locked() {
  const reason = useStore((state) => state.connection.reason)
  const [text, setText] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const open = async () => {
    const token = tokenIn(text)
    if (token === '') return setError('Paste the token, or the whole link that has it.')
    setBusy(true)
    setError(null)
    try {
      await unlock(token)
    } catch (failed) {
      setBusy(false)
      setError(failed instanceof ProblemError && failed.status === 401 ? 'This is not the token of the Hookwright that runs here.' : problemText(failed))
    }
  }
  return (
    <main className={styles.page}>
      <form
        className={styles.card}
        onSubmit={(event) => {
          event.preventDefault()
          void open()
        }}
      >
        <img src="/icon.svg" alt="" width={28} height={28} />
        <h1>Hookwright is locked</h1>
        <p>
          {reason ? `${reason} ` : ''}Open the link that <code>npm start</code> or <code>hookwright serve</code> printed: it carries the token. Or paste it here.
        </p>
        <PasswordInput label="Token" value={text} onChange={(event) => setText(event.currentTarget.value)} error={error} autoComplete="off" autoFocus visibilityToggleButtonProps={{ 'aria-label': 'Show the token' }} />
        <Button type="submit" variant="filled" loading={busy} size="sm">
          Unlock
        </Button>
      </form>
    </main>
  )
}
