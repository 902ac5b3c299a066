import { describe, expect, test } from 'vitest'
import { compareFacts } from '@/lib/provisioning/compare'
import { EXIT, exitCodeOf, worstOf } from '@/lib/provisioning/findings'
import { inSchema, type Fact, type FactKind } from '@/lib/provisioning/facts'
import { isSameExpression } from '@/lib/provisioning/same-expression'
import { statementsOf } from '@/lib/provisioning/statements'

const fact = (
  kind: FactKind,
  key: string,
  definition: string,
  table: string | null = key.split('.')[0] ?? null,
): Fact => ({
  kind,
  table,
  key,
  name: key.split('.').at(-1) ?? key,
  definition,
})
const table = fact('table', 'notes', 'create table {schema}.{name} ()')
const id = fact('column', 'notes.id', 'uuid not null')
const body = fact('column', 'notes.body', `text default 'x'::text`)
const key = fact(
  'constraint',
  'notes.notes_pkey',
  'alter table {schema}.notes add constraint {name} PRIMARY KEY (id)',
)
const policy = fact(
  'policy',
  'notes.Staff read',
  'create policy {name} on {schema}.notes for select to authenticated using (mine)',
)

test('nothing differs from itself, in whatever order', () => {
  expect(compareFacts([table, id, body, key], [key, body, id, table])).toEqual([])
})

test('all that belongs to a missing table is one finding, and one statement makes it with its columns', () => {
  const [finding, ...others] = compareFacts([table, id, body, key, policy], [])
  expect(others).toEqual([])
  expect(finding).toMatchObject({
    id: 'missing:table:notes',
    class: 'missing',
    folded: 4,
    mend: { by: 'provision' },
  })
  expect(finding?.mend.sql[0]).toBe(
    `create table {schema}.notes (id uuid not null, body text default 'x'::text)`,
  )
})

test('what differs in name alone is one cosmetic finding', () => {
  const renamed = { ...policy, key: 'notes.Team reads', name: 'Team reads' }
  expect(compareFacts([policy], [renamed])).toMatchObject([
    { class: 'changed', severity: 'cosmetic', expected: 'Staff read', actual: 'Team reads' },
  ])
})

test('a policy of another meaning is an isolation fault, whichever way it differs', () => {
  const open = { ...policy, definition: policy.definition.replace('mine', 'true') }
  expect(compareFacts([policy], [open])).toMatchObject([
    { class: 'changed', severity: 'isolation', mend: { by: 'person' } },
  ])
  expect(compareFacts([], [open])).toMatchObject([{ class: 'extra', severity: 'isolation' }])
  expect(compareFacts([policy], [])).toMatchObject([
    { class: 'missing', severity: 'function', mend: { by: 'provision' } },
  ])
})

describe('a changed column is mended by a command only when that adds something', () => {
  test.each([
    ['text not null', 'text', 'provision', 'set not null'],
    ['text', 'text not null', 'person', 'drop not null'],
    [`text default 'x'::text`, 'text', 'provision', `set default 'x'::text`],
    [`text default 'x'::text`, `text default 'y'::text`, 'person', `set default 'x'::text`],
    ['bigint', 'integer', 'person', 'type bigint'],
  ])('%s, found %s', (wanted, found, by, sql) => {
    const [finding] = compareFacts(
      [fact('column', 'notes.body', wanted)],
      [fact('column', 'notes.body', found)],
    )
    expect(finding?.mend).toEqual({ by, sql: [`alter table {schema}.notes alter column body ${sql}`] })
  })
})

test('an enum gains labels in their place, and never loses one', () => {
  const of = (labels: string) => fact('enum', 'mood', `create type {schema}.mood as enum (${labels})`, null)
  expect(compareFacts([of(`'a', 'b', 'c'`)], [of(`'a', 'c'`)])[0]?.mend).toEqual({
    by: 'provision',
    sql: [`alter type {schema}.mood add value 'b' after 'a'`],
  })
  expect(compareFacts([of(`'a'`)], [of(`'a', 'z'`)])[0]?.mend.by).toBe('person')
})

describe('brackets that only group within the same word do not count', () => {
  test.each([
    ['CHECK ((((a >= 1) AND (a <= 2)) AND (b > 0)))', 'CHECK (((a >= 1) AND (a <= 2) AND (b > 0)))', true],
    ['((a) OR ((b) AND (c)))', '(((a) OR (b)) AND (c))', false],
    [`((x = ' AND ') AND (y))`, `((x = 'AND') AND (y))`, false],
    [`(a = '((b) AND (c))')`, `(a = '(b) AND (c)')`, false],
    ['((a) AND (b)', '((a) AND (b))', false],
  ])('%s and %s', (one, other, isSame) => {
    expect(isSameExpression(one, other)).toBe(isSame)
  })
})

test('what needs both tables comes after both, whatever the order of the facts', () => {
  const link = fact(
    'constraint',
    'notes.link',
    'alter table {schema}.notes add constraint {name} FOREIGN KEY (id) REFERENCES {schema}.other(id)',
  )
  const other = fact('table', 'other', 'create table {schema}.{name} ()')
  expect(statementsOf([link, table, other]).map((statement) => statement.fact.key)).toEqual([
    'notes',
    'other',
    'notes.link',
  ])
})

test('names are quoted where they need it, and a schema as text is not', () => {
  expect(inSchema(`select '{schema}', {schema}.{name}`, 'org-1', 'Order')).toBe(
    `select 'org-1', "org-1"."Order"`,
  )
})

type Weighed = Parameters<typeof exitCodeOf>[0][number]

test('the worst of the findings decides, and the worst of the organisations', () => {
  const mended: Weighed = { severity: 'data', mend: { by: 'provision', sql: [] } }
  const person: Weighed = { severity: 'cosmetic', mend: { by: 'person', sql: [] } }
  expect(exitCodeOf([])).toBe(EXIT.clean)
  expect(exitCodeOf([mended])).toBe(EXIT.repairable)
  expect(exitCodeOf([mended, person])).toBe(EXIT.person)
  expect(exitCodeOf([mended, { ...mended, severity: 'isolation' }])).toBe(EXIT.isolation)
  expect(worstOf([EXIT.clean, EXIT.error, EXIT.repairable])).toBe(EXIT.repairable)
})
