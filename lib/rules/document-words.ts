import type { FileProblem } from '@/lib/rules/document-content'
import type { Visibility } from '@/lib/rules/document-list-params'

/** Why a file is not taken, and what to do instead. */
export const PROBLEM_WORDS: Record<FileProblem, string> = {
  empty: 'This file is empty.',
  too_large: 'Files can have up to 50 MB. Put larger ones elsewhere and add a link.',
  name_invalid: 'This name has characters that cannot be seen, or is too long. Rename the file.',
  double_ending: 'The name has a second ending that hides what the file is. Rename it.',
  type_not_allowed: 'This kind of file cannot be kept here. Use PDF, Office, images, text, CSV or ZIP.',
  runs_in_browser: 'This kind of file can run code, so it cannot be kept here. Put it into a ZIP file.',
  has_macros: 'This file has macros, which can run code. Save it without them.',
  content_differs: 'What is in the file is not what its ending says.',
}

export const VISIBILITY_WORDS: Record<Visibility, string> = {
  internal: 'Internal',
  client: 'Shared with client',
}
