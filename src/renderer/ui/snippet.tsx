import { CodeBlock } from './code-block.tsx'
import { CopyButton } from './copy-button.tsx'
import { Toolbar } from './toolbar.tsx'

export type SnippetValues = Readonly<Record<string, string | null | undefined>>

/**
 * Code to take away. `{name}` in it stands for a value on screen and is written so that it stays one string in that language;
 * what has no value stays as it is, to be filled in by hand.
 */
export function filled(code: string, language: string, values: SnippetValues): string {
  return code.replace(/\{([a-z][a-z-]*)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    return value === null || value === undefined ? whole : escaped(value, language)
  })
}

/** Inside quotes: single ones in a shell, either kind elsewhere. */
function escaped(value: string, language: string): string {
  if (language === 'shell') return value.replaceAll("'", `'\\''`)
  return JSON.stringify(value).slice(1, -1).replaceAll("'", "\\'")
}

export function Snippet({ title, language, code }: { title: string; language: string; code: string }) {
  return (
    <div>
      <Toolbar>
        <span>{title}</span>
        <span className="muted">{language}</span>
        <CopyButton value={code} label={`Copy ${title}`} />
      </Toolbar>
      <CodeBlock text={code} label={`${title}, ${language}`} />
    </div>
  )
}
