import type * as z from 'zod/mini'
import type { CategoryId, Channel, Priority } from './categories'

/** What may stand in the placeholders of an event, all of it text that the database has at hand when it happens. */
export type Variables = z.ZodMiniObject<Record<string, z.ZodMiniType<string, string>>>

export type EventDefinition<Shape extends Variables = Variables, Type extends string = string> = {
  /** `noun.what_happened`; also the name of the template in the database. */
  type: Type
  category: CategoryId
  priority: Priority
  /** Nobody can switch it off; `requiredBecause` says why. */
  isRequired: boolean
  requiredBecause: string | null
  /** Where it goes unless somebody chose otherwise. */
  channels: readonly Channel[]
  variables: Shape
  /** `{{name}}` is replaced by the variable of that name, once, when the notification is made. */
  subject: string
  body: string
  actionLabel: string
  /** Completes the sentence "You got this because …". */
  because: string
}

/** Checks an event's shape while keeping its own type. The database's templates are seeded from what is defined here. */
export function defineEvent<Shape extends Variables, const Type extends string>(
  event: EventDefinition<Shape, Type>,
): EventDefinition<Shape, Type> {
  return event
}

/** Names of the placeholders in a text, each once, in order of appearance. */
export function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? ''))]
}
