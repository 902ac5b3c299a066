/** Light, dark, or whatever the person's system says. */
export const THEMES = ['light', 'dark', 'system'] as const
export type Theme = (typeof THEMES)[number]

/** Readable by scripts on purpose: it is no secret, and the switch writes it without asking the server. */
export const THEME_COOKIE = 'theme'

export function readTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? 'system'
}
