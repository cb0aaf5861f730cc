/** The LIKE pattern (with `ESCAPE '\'`) for text anywhere in a column: what a user typed has no wildcards. */
export const likeText = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
