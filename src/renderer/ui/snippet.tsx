import { CodeBlock } from './code-block.tsx'
import { CopyButton } from './copy-button.tsx'
import { Toolbar } from './toolbar.tsx'

/** Code to take away. `{name}` in it stands for a value on screen; what has no value stays as it is, to be filled in by hand. */
export function filled(code: string, values: Readonly<Record<string, string | null | undefined>>): string {
  return code.replace(/\{(url|account|secret|base)\}/g, (whole, name: string) => values[name] ?? whole)
}

export function Snippet({ title, language, code }: { title: string; language: string; code: string }) {
  return (
    <div>
      <Toolbar>
        <span>{title}</span>
        <span className="muted">{language}</span>
        <CopyButton value={code} label={`Copy ${title}`} />
      </Toolbar>
      <CodeBlock text={code} label={title} />
    </div>
  )
}
