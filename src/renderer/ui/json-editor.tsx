import { Suspense, lazy } from 'react'
import { Loader } from '@mantine/core'
import type { JsonEditorProps } from './json-editor-impl.tsx'

/** CodeMirror is half as big as the rest of the page: it comes when it is needed. */
const Impl = lazy(() => import('./json-editor-impl.tsx'))

/** JSON to edit. `value` is shown when it differs from what was typed last; `onChange` hears of each change, valid or not. */
export function JsonEditor(props: JsonEditorProps) {
  return (
    <Suspense fallback={<Loader size="xs" aria-label="The editor is being loaded" />}>
      <Impl {...props} />
    </Suspense>
  )
}
