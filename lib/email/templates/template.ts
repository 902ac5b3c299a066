import { z } from 'zod'
import { plainParagraphs, withoutLinks } from '@/lib/email/clean-text'
import { isOwnPath, type MailBody } from '@/lib/email/mail-body'

/** What a template may use beside its own variables. Names are as they were stored: templates take them through `name`. */
export interface MailContext {
  agencyName: string | null
  createdByName: string | null
  /** Path of the claim page for this very mail; null in mails without an invitation. */
  invitationPath: string | null
  category: string
  isRequired: boolean
}

export interface MailTemplate<Variables extends z.ZodType> {
  variables: Variables
  build: (
    variables: z.output<Variables>,
    context: MailContext,
  ) => MailBody & {
    /** Shown before "via AudienceOS" as the sender; null for mails of AudienceOS itself. */
    senderName: string | null
  }
}

/** Keeps the types of variables and `build` together. */
export function defineTemplate<Variables extends z.ZodType>(
  template: MailTemplate<Variables>,
): MailTemplate<Variables> {
  return template
}

const NAME_LENGTH = 120
const LINE_LENGTH = 160
const TEXT_LENGTH = 4_000
export const SUBJECT_LENGTH = 140

/** A person's, an agency's or a run's name: one line, no addresses; `fallback` when nothing else was in it. */
export const nameOr = (fallback: string) => z.string().transform((value) => cleanName(value, fallback))
export const line = z.string().transform((value) => withoutLinks(value, LINE_LENGTH))
/** What we say of people, who may be known by their address alone. */
export const news = z.string().transform((value) => withoutLinks(value, LINE_LENGTH, true) || 'News')
export const words = z.string().transform((value) => plainParagraphs(value, TEXT_LENGTH))
export const label = z.string().transform((value) => withoutLinks(value, 40))
export const ownPath = z.string().refine(isOwnPath, 'not a path of this app')
/** A moment as the database writes it. */
export const moment = z.string().refine((value) => Number.isFinite(Date.parse(value)), 'not a time')

/** A name of the context, clean, or the words that stand for it. */
export function cleanName(value: string | null, fallback: string): string {
  return (value === null ? '' : withoutLinks(value, NAME_LENGTH)) || fallback
}
