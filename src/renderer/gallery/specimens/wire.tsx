import { BytesView } from '#renderer/ui/bytes-view.tsx'
import { CodeBlock } from '#renderer/ui/code-block.tsx'
import { Fact, Facts } from '#renderer/ui/facts.tsx'
import { HeaderTable } from '#renderer/ui/header-table.tsx'
import { Section } from '#renderer/ui/pane.tsx'
import { ShortText } from '#renderer/ui/short-text.tsx'
import { Snippet } from '#renderer/ui/snippet.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import { HOSTILE, LONG, noop } from '../content.ts'
import { Case, Specimen } from '../specimen.tsx'

const bodyOf = (text: string, truncated = false) => ({ base64: btoa(text), size: truncated ? 12_345_678 : text.length, truncated })
const JSON_TEXT = '{"personID":54512,"name":"Celine","active":true,"email":null,"scores":[1.50,2e3]}'

export function Wire() {
  return (
    <Specimen name="Wire">
      <Case name="Facts">
        <Section title="Delivery" aside={<span className="muted">acknowledged</span>}>
          <Facts>
            <Fact name="Short">
              <ShortText value="6523580625640560" label="the id" />
            </Fact>
            <Fact name="Huge">
              <ShortText value={LONG} label="it" />
            </Fact>
            <Fact name="Hostile">
              <WireText text={HOSTILE} />
            </Fact>
          </Facts>
        </Section>
      </Case>
      <Case name="No body">
        <BytesView body={bodyOf('')} label="Empty body" />
      </Case>
      <Case name="JSON">
        <BytesView body={bodyOf(JSON_TEXT)} label="JSON body" />
      </Case>
      <Case name="Text, cut off">
        <BytesView body={bodyOf('not JSON\r\n\tat all', true)} label="Text body" onWhole={noop} />
      </Case>
      <Case name="Huge">
        <CodeBlock label="Huge text" text={'line after line\n'.repeat(2_000)} />
      </Case>
      <Case name="Hostile">
        <CodeBlock label="Hostile text" text={HOSTILE} />
      </Case>
      <Case name="No headers">
        <HeaderTable label="No headers" headers={[]} />
      </Case>
      <Case name="Headers">
        <HeaderTable
          label="Headers"
          headers={[
            ['Content-Type', 'application/json'],
            ['x-twice', 'once'],
            ['X-Twice', 'again'],
            ['x-hostile', HOSTILE],
            ['x-huge', LONG.slice(0, 160)],
          ]}
        />
      </Case>
      <Case name="Snippet">
        <Snippet title="Verify it" language="python" code={'import hmac\n\nprint(hmac.new(key, text, "sha256").digest())'} />
      </Case>
    </Specimen>
  )
}
