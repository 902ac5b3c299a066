import { CATEGORIES, CATEGORY_IDS, type CategoryId, type Channel } from '@/lib/notifications/categories'
import { oneOf } from '@/lib/rules/runs'

/** How soon something goes out. The inbox has everything at once or not at all. */
export const EMAIL_PACES = ['instant', 'daily', 'weekly', 'off'] as const
export type Pace = (typeof EMAIL_PACES)[number]

export type Choices = Record<CategoryId, { inApp: 'instant' | 'off'; email: Pace }>
/** As stored: only what differs from the default, so that a better default reaches everybody who never chose. */
export type Overrides = Partial<Record<CategoryId, Partial<Record<Channel, Pace>>>>

const DEFAULT_PACE: Pace = 'instant'

/** What is stored → what the settings show. Anything unknown in it counts as not chosen. */
export function toChoices(overrides: unknown): Choices {
  const of = (category: CategoryId, channel: Channel) =>
    oneOf(EMAIL_PACES, field(field(overrides, category), channel)) ?? DEFAULT_PACE
  return Object.fromEntries(
    CATEGORY_IDS.map((category) => [
      category,
      { inApp: of(category, 'in_app') === 'off' ? 'off' : 'instant', email: of(category, 'email') },
    ]),
  ) as Choices
}

/** What the settings show → what is stored. */
export function toOverrides(choices: Choices): Overrides {
  const overrides: Overrides = {}
  for (const category of CATEGORY_IDS) {
    const { inApp, email } = choices[category]
    const changed: Partial<Record<Channel, Pace>> = {}
    if (inApp !== DEFAULT_PACE) changed.in_app = inApp
    if (email !== DEFAULT_PACE) changed.email = email
    if (Object.keys(changed).length > 0) overrides[category] = changed
  }
  return overrides
}

/** The categories a person is asked about: whoever is not staff never gets the ones that are theirs alone. */
export function categoriesFor(isStaff: boolean) {
  return CATEGORIES.filter((category) => isStaff || !category.isStaffOnly)
}

/** Which digests these choices ask for. */
export function digestsIn(choices: Choices): { isDaily: boolean; isWeekly: boolean } {
  const paces = Object.values(choices).map(({ email }) => email)
  return { isDaily: paces.includes('daily'), isWeekly: paces.includes('weekly') }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
