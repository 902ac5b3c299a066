/** Shared look of everything one types or chooses in. `aria-invalid` is set by `Field`, so the error look needs no prop. */
export const CONTROL_CLASS =
  'w-full rounded-md border border-border-strong bg-surface text-sm text-text transition-colors placeholder:text-text-subtle ' +
  'hover:border-text-subtle focus-visible:outline-offset-0 aria-invalid:border-danger ' +
  'disabled:bg-surface-sunken disabled:text-text-subtle [&[readonly]]:bg-surface-sunken'
