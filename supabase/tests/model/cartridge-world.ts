import type { Tools } from './presence-world'

const TYPES = ['style', 'preference', 'instruction', 'brand'] as const
const WITH_LIST = { preference: 'languages', instruction: 'rules', brand: 'core_values' } as const
const id = (value: unknown) => (typeof value === 'string' ? value : '')

/** Cartridges of every agency, one of each type its default now and then, and of most people. */
export function addCartridges({ tables, add, draw }: Tools): void {
  for (const agency of tables.agencies)
    for (const type of TYPES)
      for (let n = 0; n < 1 + draw(2); n++)
        add('agency_cartridges', '5', {
          agency_id: id(agency.id),
          type,
          name: `Cartridge ${n}`,
          data: {},
          is_default: n === 0 && draw(3) > 0,
          locked_fields: [],
          version: 1,
        })
  for (const [index, person] of tables.users.entries())
    for (const type of TYPES) {
      if (index > 0 && draw(3) === 0) continue
      const isStyle = type === 'style'
      add(`${type}_cartridges`, '5', {
        user_id: id(person.id),
        name: 'Mine',
        ...(isStyle ? { tone: 'quiet', use_emojis: false } : { [WITH_LIST[type]]: ['one'] }),
      })
    }
}
