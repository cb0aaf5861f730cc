import { CodeEditor } from '#renderer/ui/code-editor.tsx'
import { FaultedEditor } from '#renderer/ui/faulted-editor.tsx'
import { noop } from '../content.ts'
import { Case, Specimen } from '../specimen.tsx'

const YAML = 'name: orders\nsteps:\n  - fire: person.updated\n  - expct: acknowledged\n'

export function Editors() {
  return (
    <Specimen name="Editors">
      <Case name="JSON">
        <CodeEditor label="Data" value={'{\n  "personID": 54512,\n  "active": true\n}'} onChange={noop} />
      </Case>
      <Case name="No faults">
        <FaultedEditor label="Fine text" language="yaml" text={YAML} onChange={noop} faults={[]} checking={false} readOnly />
      </Case>
      <Case name="Faults">
        <FaultedEditor label="Faulty text" language="yaml" text={YAML} onChange={noop} faults={[{ line: 4, column: 5, path: 'steps.1.expct', message: 'expct is no step. Did you mean expect?' }]} checking={false} />
      </Case>
    </Specimen>
  )
}
