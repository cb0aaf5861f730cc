import type { Field } from '#contract/provider.ts'
import { FieldInput, Form } from '#renderer/ui/field-input.tsx'
import { SecretInput } from '#renderer/ui/secret-input.tsx'
import { SecretList } from '#renderer/ui/secret-list.tsx'
import { HOSTILE, LONG, noop } from '../content.ts'
import { Case, Specimen } from '../specimen.tsx'

const field = (type: Field['type'], change: Partial<Field> = {}): Field => ({ key: type, label: `A ${type}`, type, source: 'documented', ...change })
const BYTES = [{ title: '32 bytes', prefix: 'whsec_', bytes: 32, encoding: 'base64' as const }]

export function Fields() {
  return (
    <Specimen name="Fields">
      <Case name="Every type">
        <Form onSubmit={noop}>
          <FieldInput field={field('string', { help: 'Said below it.', required: true })} value="members" onChange={noop} />
          <FieldInput field={field('url', { source: 'assumed', default: 'http://127.0.0.1:3000' })} value={undefined} onChange={noop} />
          <FieldInput field={field('integer', { unit: 'milliseconds' })} value={20} onChange={noop} />
          <FieldInput field={field('enum', { options: ['Active', 'Passive'] })} value="Active" onChange={noop} />
          <FieldInput field={field('strings')} value={['person', 'order']} onChange={noop} />
          <FieldInput field={field('boolean')} value onChange={noop} />
        </Form>
      </Case>
      <Case name="Refused">
        <FieldInput field={field('url', { label: 'Target' })} value="htp:/x" error="htp:/x is no URL: it begins with http:// or https://." onChange={noop} />
      </Case>
      <Case name="Huge and hostile">
        <Form onSubmit={noop}>
          <FieldInput field={field('string', { label: 'Huge' })} value={LONG} onChange={noop} />
          <FieldInput field={field('strings', { label: 'Hostile' })} value={[HOSTILE, LONG]} onChange={noop} />
        </Form>
      </Case>
      <Case name="Secret">
        <Form onSubmit={noop}>
          <SecretInput label="None yet" name="None yet" value={null} stored={false} revealed={null} generators={BYTES} onChange={noop} />
          <SecretInput label="Stored" name="Stored" value={null} stored revealed={null} onChange={noop} onReveal={noop} />
          <SecretInput label="Shown" name="Shown" value={null} stored revealed="whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD" onChange={noop} onReveal={noop} />
          <SecretList field={field('strings', { key: 'keys', label: 'Several' })} value={null} stored revealed={['old key', 'new key']} onChange={noop} onReveal={noop} />
        </Form>
      </Case>
    </Specimen>
  )
}
