import { afterAll, beforeAll, expect, test } from 'vitest'
import { CATEGORY_IDS } from '../../lib/notifications/categories'
import { EVENTS, variableNames } from '../../lib/notifications/registry'
import { openStage, type Stage } from './stage'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.stop())

test("the product's templates say what the registered events say", async () => {
  const rows = await stage.sql`
    select type, category, priority, is_required, default_channels, subject, body, action_label,
      array(select unnest(variables) order by 1) as variables
    from cc_notification_templates where tenant_id is null order by type`
  const registered = EVENTS.map((event) => ({
    type: event.type,
    category: event.category,
    priority: event.priority,
    is_required: event.isRequired,
    default_channels: [...event.channels],
    subject: event.subject,
    body: event.body,
    action_label: event.actionLabel,
    variables: variableNames(event),
  })).sort((one, other) => (one.type < other.type ? -1 : 1))
  expect([...rows]).toEqual(registered)
})

test.each([...CATEGORY_IDS])('the database takes the category %s', async (category) => {
  const [row] = await stage.sql<{ fits: boolean }[]>`
    select private.are_overrides(jsonb_build_object(${category}::text, '{"email": "weekly"}'::jsonb)) as fits`
  expect(row?.fits).toBe(true)
})

test('the database takes no category that nobody registered', async () => {
  const checks = await stage.sql<{ category: string }[]>`
    select distinct found[1] as category
    from pg_constraint c, regexp_matches(pg_get_constraintdef(c.oid), '''(\\w+)''::text', 'g') found
    where c.conrelid in ('public.cc_notifications'::regclass, 'public.cc_notification_templates'::regclass)
      and c.contype = 'c' and pg_get_constraintdef(c.oid) ~ '\\(?category'`
  expect(checks.map(({ category }) => category).sort()).toEqual([...CATEGORY_IDS].sort())
})
