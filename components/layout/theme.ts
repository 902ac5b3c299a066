'use client'

import { readTheme, THEME_COOKIE, type Theme } from '@/lib/theme'

const YEAR_SECONDS = 60 * 60 * 24 * 365

/** Changes the theme of the page at once, and of every later page by cookie. */
export function setTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  const secure = location.protocol === 'https:' ? '; secure' : ''
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`
}

export function currentTheme(): Theme {
  return readTheme(document.documentElement.dataset.theme)
}
