import { json, jsonParseLinter } from '@codemirror/lang-json'
import { yaml } from '@codemirror/lang-yaml'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { linter, lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint'
import { EditorState, type Text } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { basicSetup } from 'codemirror'
import { useEffect, useRef } from 'react'

/** A place in the text, from 1, and what is wrong there. */
export interface Marked {
  readonly line: number
  readonly column: number
  readonly message: string
}

export interface CodeEditorProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly label: string
  /** Default JSON, whose faults the editor finds by itself. */
  readonly language?: 'json' | 'yaml'
  readonly readOnly?: boolean
  /** What somebody else found. */
  readonly faults?: readonly Marked[] | undefined
  /** Where to put the cursor; each new object does it again. */
  readonly goTo?: Pick<Marked, 'line' | 'column'> | null
  /** Default 20rem. */
  readonly maxHeight?: string
}

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--code-key)', fontWeight: '500' },
  { tag: tags.string, color: 'var(--code-string)' },
  { tag: tags.number, color: 'var(--code-number)' },
  { tag: [tags.bool, tags.null], color: 'var(--code-word)' },
])

const look = EditorView.theme({
  '&': { fontSize: 'var(--text-sm)', border: '1px solid var(--border)', borderRadius: 'var(--radius)', backgroundColor: 'var(--surface)' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-1px' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--surface-2)', color: 'var(--text-2)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--hover)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--selected) !important' },
  '.cm-tooltip, .cm-panels': { backgroundColor: 'var(--surface)', color: 'var(--text)', borderColor: 'var(--border)' },
})

const placeOf = (doc: Text, { line, column }: Pick<Marked, 'line' | 'column'>): number => {
  const found = doc.line(Math.max(1, Math.min(doc.lines, line)))
  return Math.min(found.to, found.from + column - 1)
}

export default function CodeEditorImpl({ value, onChange, label, language = 'json', readOnly = false, maxHeight = '20rem', faults, goTo = null }: CodeEditorProps) {
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const changed = useRef(onChange)
  const first = useRef(value)
  useEffect(() => {
    changed.current = onChange
  })
  useEffect(() => {
    if (!place.current) return
    const editor = new EditorView({
      parent: place.current,
      doc: first.current,
      extensions: [
        basicSetup,
        ...(language === 'yaml' ? [yaml(), lintGutter()] : [json(), linter(jsonParseLinter(), { delay: 300 })]),
        syntaxHighlighting(colours),
        look,
        EditorView.theme({ '.cm-scroller': { maxHeight } }),
        EditorView.lineWrapping,
        EditorState.readOnly.of(readOnly),
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed.current(update.state.doc.toString())
        }),
      ],
    })
    view.current = editor
    return () => editor.destroy()
  }, [label, language, readOnly, maxHeight])
  useEffect(() => {
    const editor = view.current
    if (editor && editor.state.doc.toString() !== value) editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } })
  }, [value])
  useEffect(() => {
    const editor = view.current
    if (!editor || !faults) return
    const diagnostics = faults.map((fault): Diagnostic => {
      const from = placeOf(editor.state.doc, fault)
      return { from, to: Math.max(from, editor.state.doc.lineAt(from).to), severity: 'error', message: fault.message }
    })
    editor.dispatch(setDiagnostics(editor.state, diagnostics))
  }, [faults])
  useEffect(() => {
    const editor = view.current
    if (!editor || !goTo) return
    const anchor = placeOf(editor.state.doc, goTo)
    editor.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) })
    editor.focus()
  }, [goTo])
  return <div ref={place} />
}
