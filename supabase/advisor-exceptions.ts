/**
 * What `supabase db advisors` may report without failing the tests. Each entry was looked at by a person and says why it is right
 * as it is; `detail` narrows it to one object.
 */
export const advisorExceptions: readonly { name: string; detail?: string; reason: string }[] = [
  {
    name: 'unused_index',
    reason:
      'It counts index scans since the database was made, and the one that is examined is a minute old. Whether each index is used is ' +
      'proved by the query plans in supabase/tests/plans.test.ts, and foreign keys need theirs when a parent is deleted.',
  },
  ...[
    'private.due_soon_told',
    'private.forgotten_notifications',
    'private.invoice_counters',
    'private.rate_limits',
    'private.run_announcements',
    'private.settings',
    'private.ticket_counters',
    'private.workflow_checks',
    'private.workflow_events',
    'public.cc_invitation_tokens',
    'public.cc_suppressions',
  ].map((table) => ({
    name: 'rls_enabled_no_policy',
    detail: `Table \`${table}\` has RLS enabled, but no policies exist`,
    reason:
      'Nobody reads or writes it through the API; elevated functions alone do, and they need no policy.',
  })),
]
