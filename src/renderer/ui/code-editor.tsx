import { Suspense, lazy } from 'react'
import type { CodeEditorProps } from './code-editor-impl.tsx'
import { Wait } from './wait.tsx'

/** CodeMirror is half as big as the rest of the page: it comes when it is needed. */
const Impl = lazy(() => import('./code-editor-impl.tsx'))

/** Text to edit, JSON by default. `value` is shown when it differs from what was typed last; `onChange` hears of each change, valid or not. */
export function CodeEditor(props: CodeEditorProps) {
  return (
    <Suspense fallback={<Wait what="The editor is being loaded" />}>
      <Impl {...props} />
    </Suspense>
  )
}
