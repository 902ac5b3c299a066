import * as z from 'zod/mini'
import { PORTAL_SLUG_MAX_LENGTH, SLUG_MIN_LENGTH, SLUG_PATTERN } from '@/lib/rules/slugs'

export const PORTAL_AUDIENCES = ['public', 'residents', 'businesses', 'visitors', 'providers'] as const
export const PORTAL_STATUSES = ['draft', 'active', 'archived'] as const

const name = (noun: string) =>
  z
    .string()
    .check(
      z.trim(),
      z.minLength(1, { error: `Give the ${noun} a name.` }),
      z.maxLength(120, { error: 'Use at most 120 characters.' }),
    )

export const portalSchema = z.object({
  name: name('portal'),
  slug: z
    .string()
    .check(
      z.minLength(SLUG_MIN_LENGTH, { error: `Use at least ${SLUG_MIN_LENGTH} characters.` }),
      z.maxLength(PORTAL_SLUG_MAX_LENGTH, { error: `Use at most ${PORTAL_SLUG_MAX_LENGTH} characters.` }),
      z.regex(SLUG_PATTERN, { error: 'Use lowercase letters, digits and single hyphens between them.' }),
    ),
  audience: z.enum(PORTAL_AUDIENCES),
  status: z.enum(PORTAL_STATUSES),
  defaultZoneId: z.union([z.literal(''), z.uuid()]),
})

export type PortalForm = z.infer<typeof portalSchema>

export const zoneSchema = z.object({ name: name('zone') })

type StoredPortal = {
  name: string
  slug: string
  audience: PortalForm['audience']
  status: PortalForm['status']
  defaultZone: { id: string } | null
}

/** A stored portal as its form shows it; null gives the form of a new one, which is meant to be seen. */
export function toPortalForm(portal: StoredPortal | null): PortalForm {
  if (!portal) return { name: '', slug: '', audience: 'public', status: 'active', defaultZoneId: '' }
  const { name, slug, audience, status } = portal
  return { name, slug, audience, status, defaultZoneId: portal.defaultZone?.id ?? '' }
}
