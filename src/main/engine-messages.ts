import type { Ready } from '#contract/ready.ts'

/** What the engine process tells the shell, once per start. After the last two it has nothing to do but to be told to stop. */
export type FromEngine =
  | { readonly type: 'ready'; readonly ready: Ready }
  /** Another Hookwright has the data directory: this is where it is. */
  | { readonly type: 'elsewhere'; readonly ready: Ready }
  /** One sentence for the user. */
  | { readonly type: 'failed'; readonly message: string }

/** What the shell tells the engine process. */
export type ToEngine =
  /** Once, first. `dataKey`, in base64, encrypts secrets: a message, as flags and the environment can be read by others. */
  | { readonly type: 'start'; readonly dataKey: string | undefined }
  /** Finish what is under way, then end. */
  | { readonly type: 'stop' }
