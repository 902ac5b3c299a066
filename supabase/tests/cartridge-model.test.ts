import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  BUILT_IN_CARTRIDGES,
  CARTRIDGE_FIELDS,
  CARTRIDGE_TYPES,
  type CartridgeData,
  type CartridgeField,
  type CartridgeType,
} from '../../lib/rules/cartridge-fields'
import { effectiveCartridge } from '../../lib/rules/cartridges'
import { parseCartridgeData } from '../../lib/schemas/cartridges'
import { addAgency, openStage, type Agency, type Stage } from './stage'

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000_000)
const CASES = Number(process.env.CASES ?? 1000)

let stage: Stage
let nordlicht: Agency

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
})
afterAll(() => stage.stop())

test('form and database know the same fields and the same values of the product', async () => {
  for (const type of CARTRIDGE_TYPES) {
    const fields = await stage.sql<(CartridgeField & { place: number })[]>`
      select field as name, kind, max_items as "maxItems", max_length as "maxLength" from private.cartridge_fields(${type}) order by place`
    expect([...fields]).toEqual(CARTRIDGE_FIELDS[type])
    const [row] = await stage.sql<{ data: unknown }[]>`select private.built_in_cartridge(${type}) as data`
    expect(row?.data).toEqual(BUILT_IN_CARTRIDGES[type])
    expect(parseCartridgeData(type, false, BUILT_IN_CARTRIDGES[type]).faults).toEqual([])
  }
})

const type = fc.constantFrom(...CARTRIDGE_TYPES)
const word = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'c',
    '',
    ' ',
    '🙂',
    'x'.repeat(60),
    '🙂'.repeat(60),
    'x'.repeat(61),
    'x'.repeat(201),
    'x'.repeat(5001),
  ),
  fc.string({ maxLength: 8 }).map((text) => text.replaceAll('\0', '')),
)
const words = fc.array(word, { maxLength: 4 })
/** Anything that can be in a field, sensible or not. */
const anything = fc.oneof(
  word,
  words,
  fc.constantFrom(null, true, false, 0, 1.5, {}, [], [[]], ['a', 1], [null]),
  fc.record({ append: words }),
  fc.constantFrom(
    { append: null },
    { append: 'a' },
    { append: ['a'], more: 1 },
    { prepend: [] },
    { deep: { er: [1, { a: null }] } },
  ),
  fc.constantFrom(21, 51, 101).map((count) => Array.from({ length: count }, (_, index) => `${index}`)),
)
const fieldNames = [
  ...CARTRIDGE_TYPES.flatMap((one) => CARTRIDGE_FIELDS[one].map(({ name }) => name)),
  'surprise',
  'name',
]

describe(`on any data (seed ${SEED})`, () => {
  test('form and database take and refuse the same', async () => {
    const cases = fc.sample(
      fc.record({
        type,
        isOwn: fc.boolean(),
        data: fc.oneof(
          {
            weight: 9,
            arbitrary: fc.dictionary(fc.constantFrom(...fieldNames), anything, {
              maxKeys: 2,
              noNullPrototype: true,
            }),
          },
          { weight: 1, arbitrary: anything },
        ),
      }),
      { seed: SEED, numRuns: CASES * 2 },
    )
    const answers = await stage.sql<{ isValid: boolean }[]>`
      select private.cartridge_fault(c ->> 'type', c -> 'data', (c -> 'isOwn')::boolean) is null as "isValid"
      from jsonb_array_elements(${stage.sql.json(cases)}) with ordinality l (c, n) order by n`
    const disagreements = cases.filter(
      (one, index) =>
        (parseCartridgeData(one.type, one.isOwn, one.data).data !== null) !== answers[index]?.isValid,
    )
    expect(disagreements).toEqual([])
    expect(new Set(answers.map(({ isValid }) => isValid)).size).toBe(2)
  })

  test('screen and database agree on what counts and where it comes from', async () => {
    const short = fc.constantFrom('a', 'b', 'c', '', 'd')
    const items = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 })
    const valueOf = ({ kind }: CartridgeField, isOwn: boolean) => {
      if (kind === 'boolean') return fc.boolean()
      if (kind === 'text') return fc.oneof(short, fc.constant(null))
      if (kind === 'object') return fc.constantFrom(null, {}, { a: 1 })
      return isOwn
        ? fc.oneof(items, fc.record({ append: items }), fc.constant(null))
        : fc.oneof(items, fc.constant(null))
    }
    const dataOf = (one: CartridgeType, isOwn: boolean) =>
      fc.record(
        Object.fromEntries(CARTRIDGE_FIELDS[one].map((field) => [field.name, valueOf(field, isOwn)])),
        {
          requiredKeys: [],
          noNullPrototype: true,
        },
      ) as fc.Arbitrary<CartridgeData>
    const situation = type.chain((one) =>
      fc.record({
        type: fc.constant(one),
        own: fc.option(dataOf(one, true)),
        house: fc.option(
          fc.record({
            data: dataOf(one, false),
            lockedFields: fc.subarray(CARTRIDGE_FIELDS[one].map(({ name }) => name)),
          }),
        ),
      }),
    )
    await fc.assert(
      fc.asyncProperty(situation, async ({ type: one, own, house }) => {
        const said = await stage.sql.begin(async (tx) => {
          if (house)
            await tx`insert into agency_cartridges (agency_id, type, name, data, locked_fields, is_default)
              values (${nordlicht.id}, ${one}, 'House', ${tx.json(house.data)}, ${house.lockedFields}, true)`
          if (own)
            await tx.unsafe(
              `insert into public.${one}_cartridges (user_id, name, ${CARTRIDGE_FIELDS[one].map(({ name }) => name).join()})
               select $1, 'Mine', ${CARTRIDGE_FIELDS[one].map(({ name }) => name).join()}
               from jsonb_populate_record(null::public.${one}_cartridges, private.own_cartridge_row($2, $3::text::jsonb))`,
              [nordlicht.member.id, one, JSON.stringify(own)],
            )
          await tx`select set_config('request.jwt.claims', ${JSON.stringify({ sub: nordlicht.member.id })}, true)`
          await tx`set local role authenticated`
          const rows = await tx`select field, value, source, is_locked from effective_cartridge(${one})`
          await tx`reset role`
          await tx`delete from agency_cartridges`
          await tx.unsafe(`delete from public.${one}_cartridges`)
          return [...rows]
        })
        expect(said).toEqual(
          effectiveCartridge(one, own, house).map(({ field, value, source, isLocked }) => ({
            field: field.name,
            value,
            source,
            is_locked: isLocked,
          })),
        )
      }),
      { seed: SEED, numRuns: Math.ceil(CASES / 4) },
    )
  }, 120_000)
})
