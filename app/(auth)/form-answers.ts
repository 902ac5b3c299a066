import 'server-only'
import type { z } from 'zod'
import type { FormState } from '@/components/auth/form-state'
import { errorMessage, type ErrorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'

/** The text fields of a form; files and repeated fields are not expected anywhere. */
export function readFields(data: FormData): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [name, value] of data) if (typeof value === 'string') fields[name] = value
  return fields
}

/** Passwords and codes are never written back into a page. */
function valuesToKeep(fields: Record<string, string>): Record<string, string> {
  const { email = '', full_name = '', name = '', slug = '' } = fields
  return { email, full_name, name, slug }
}

/** The next step, with nothing wrong. */
export function answer<Step extends string>(
  step: Step,
  fields: Record<string, string>,
  more: { notice?: string; fieldErrors?: Record<string, string>; formError?: ErrorMessage } = {},
): FormState<Step> {
  return {
    step,
    values: valuesToKeep(fields),
    fieldErrors: more.fieldErrors ?? {},
    formError: more.formError ?? null,
    notice: more.notice ?? null,
  }
}

/** The same step again, with the first problem of each field. */
export function answerInvalid<Step extends string>(
  step: Step,
  fields: Record<string, string>,
  error: z.ZodError,
): FormState<Step> {
  const fieldErrors: Record<string, string> = {}
  for (const issue of error.issues) fieldErrors[String(issue.path[0])] ??= issue.message
  return answer(step, fields, { fieldErrors })
}

/** The same step again, with what the database or the auth server said; at the field it concerns, if it is one field. */
export function answerFailed<Step extends string>(
  step: Step,
  fields: Record<string, string>,
  error: unknown,
): FormState<Step> {
  const appError = toAppError(error)
  const message = errorMessage(appError)
  const field = FIELD_OF[appError.code]
  if (field) return answer(step, fields, { fieldErrors: { [field]: `${message.title}. ${message.advice}` } })
  return answer(step, fields, { formError: message })
}

const FIELD_OF: Partial<Record<string, string>> = {
  code_wrong_or_expired: 'code',
  password_weak: 'password',
  password_same: 'password',
  slug_taken: 'slug',
  invalid_slug: 'slug',
  invalid_name: 'name',
}
