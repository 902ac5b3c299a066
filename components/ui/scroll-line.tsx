'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import { cn } from '@/lib/utils'

type ScrollLineProps = {
  /** Which of its parts is the current one, marked with `aria-current`: it is brought into view whenever that changes. */
  current: string
  /** The accessible name of the navigation that the line is. */
  label: string
  className?: string
  children: ReactNode
}

/**
 * Links side by side that scroll within their own line where they do not fit. The line fades out towards where there is more,
 * because on a phone no scroll bar says so.
 */
export function ScrollLine({ current, label, className, children }: ScrollLineProps) {
  const line = useRef<HTMLElement>(null)

  useEffect(() => {
    const element = line.current
    const link = element?.querySelector<HTMLElement>('[aria-current]')
    // Not `scrollIntoView`, which would scroll the page as well.
    if (element && link) element.scrollLeft = link.offsetLeft - (element.clientWidth - link.offsetWidth) / 2
  }, [current])

  useEffect(() => {
    const element = line.current
    if (!element) return
    const mark = () => {
      // Half a pixel of rounding is no reason to fade.
      const rest = element.scrollWidth - element.clientWidth - element.scrollLeft
      element.dataset.more = `${element.scrollLeft > 1 ? 'before' : ''} ${rest > 1 ? 'after' : ''}`
    }
    const size = new ResizeObserver(mark)
    size.observe(element)
    if (element.firstElementChild) size.observe(element.firstElementChild)
    element.addEventListener('scroll', mark, { passive: true })
    return () => {
      size.disconnect()
      element.removeEventListener('scroll', mark)
    }
  }, [])

  return (
    <nav ref={line} aria-label={label} className={cn('scroll-line relative overflow-x-auto', className)}>
      {children}
    </nav>
  )
}
