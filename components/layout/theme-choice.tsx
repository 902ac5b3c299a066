'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { setTheme } from '@/components/layout/theme'
import { Segmented } from '@/components/ui/segmented'
import type { Theme } from '@/lib/theme'

const OPTIONS = [
  { value: 'light', label: 'Light', icon: <Sun aria-hidden /> },
  { value: 'dark', label: 'Dark', icon: <Moon aria-hidden /> },
  { value: 'system', label: 'System', icon: <Monitor aria-hidden /> },
] as const

/** `theme` is what the server read from the cookie. */
export function ThemeChoice({ theme }: { theme: Theme }) {
  const [value, setValue] = useState(theme)
  return (
    <Segmented
      label="Theme"
      value={value}
      options={OPTIONS}
      onValueChange={(next) => {
        setTheme(next)
        setValue(next)
      }}
    />
  )
}
