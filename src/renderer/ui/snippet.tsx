import { Select } from '@mantine/core'
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

/** Inside quotes: single ones in a shell and in PHP, double ones in Go, either kind elsewhere. */
function escaped(value: string, language: string): string {
  if (language === 'shell') return value.replaceAll("'", `'\\''`)
  if (language === 'php') return value.replace(/[\\']/g, '\\$&')
  const text = JSON.stringify(value).slice(1, -1)
  return language === 'go' ? text : text.replaceAll("'", "\\'")
}

/** What a language is called: curl, for what a shell is given. */
const NAMES: Record<string, string> = { shell: 'curl', javascript: 'Node', python: 'Python', csharp: 'C#', go: 'Go', java: 'Java', php: 'PHP' }
export const languageName = (language: string): string => NAMES[language] ?? language

/** Which language code is shown in; nothing where there is one alone. */
export function LanguageSelect({ languages, value, onChange }: { languages: readonly string[]; value: string; onChange: (language: string) => void }) {
  if (languages.length < 2) return null
  return <Select size="xs" w="7rem" aria-label="Language" data={languages.map((one) => ({ value: one, label: languageName(one) }))} value={value} allowDeselect={false} onChange={(one) => one !== null && onChange(one)} />
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
