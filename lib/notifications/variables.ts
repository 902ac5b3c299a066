import * as z from 'zod/mini'

/** Text that is always there. */
export const text = z.string().check(z.minLength(1))

/** Text that may be empty; blank lines it leaves behind are removed when the template is filled. */
export const maybe = z.string()
