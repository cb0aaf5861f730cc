/** What came from outside is printed by test runners: nothing in it may steer a terminal or turn a line around. Written out as `\u202e`. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`)
