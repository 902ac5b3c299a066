import { clsx, type ClassValue } from 'clsx'

/**
 * Joins class names, leaving out falsy ones. Classes given to a primitive are for layout around it (margin, grid cell,
 * width): they do not reliably win over what the primitive sets itself, use its props for that. A merging library would
 * cost every public page 8 KB.
 */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes)
}
