import type { ErrorMessage } from '@/lib/error-messages'

/**
 * What a server action of the sign-in pages answers: which step comes next and what to say. A new object each time, so
 * the form notices every answer, also two equal ones.
 */
export type FormState<Step extends string> = {
  step: Step
  /** What was typed, for pages without scripts, where the form is made anew; never a password or code. */
  values: Record<string, string>
  fieldErrors: Record<string, string>
  formError: ErrorMessage | null
  /** Good news, e.g. that another message was sent. */
  notice: string | null
}

export type FormAction<Step extends string> = (
  state: FormState<Step>,
  data: FormData,
) => Promise<FormState<Step>>

export function initialState<Step extends string>(
  step: Step,
  values: Record<string, string> = {},
): FormState<Step> {
  return { step, values, fieldErrors: {}, formError: null, notice: null }
}
