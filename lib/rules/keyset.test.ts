import { expect, it } from 'vitest'
import { keysetFilter, placeFilter } from '@/lib/rules/keyset'

const at = (value: string | null, direction: 'after' | 'before' = 'after') => ({ direction, value, id: 'i' })

it.each([
  ['ascending, next page', true, at('v'), 'c.gt."v",and(c.eq."v",id.gt.i),c.is.null'],
  ['ascending, among the undated', true, at(null), 'and(c.is.null,id.gt.i)'],
  ['ascending, previous page', true, at('v', 'before'), 'c.lt."v",and(c.eq."v",id.lt.i)'],
  ['ascending, back from the undated', true, at(null, 'before'), 'and(c.is.null,id.lt.i),c.not.is.null'],
  ['descending, next page', false, at('v'), 'c.lt."v",and(c.eq."v",id.lt.i)'],
  ['descending, after the undated', false, at(null), 'and(c.is.null,id.lt.i),c.not.is.null'],
  ['descending, back to the undated', false, at('v', 'before'), 'c.gt."v",and(c.eq."v",id.gt.i),c.is.null'],
])('%s', (_, isAscending, cursor, or) => {
  expect(keysetFilter('c', isAscending, true, cursor).or).toBe(or)
})

it('a page that cannot reach undated rows carries a range for the index', () => {
  expect(keysetFilter('c', false, true, at('v')).bound).toEqual({ operator: 'lte', value: 'v' })
  expect(keysetFilter('c', true, false, at('v')).bound).toEqual({ operator: 'gte', value: 'v' })
  expect(keysetFilter('c', true, true, at('v')).bound).toBeNull()
})

it('a value cannot break out of its quotes', () => {
  expect(keysetFilter('name', true, false, at('a",id.not.is.null,"\\')).or).toContain(
    '"a\\",id.not.is.null,\\"\\\\"',
  )
})

it('an order of several columns goes on where they all left off, each in its own direction', () => {
  const order = [
    { column: 'rank', isAscending: true, value: '2' },
    { column: 'at', isAscending: false, value: 'v' },
    { column: 'id', isAscending: false, value: 'i' },
  ]
  expect(placeFilter(order, 'after')).toEqual({
    or: 'rank.gt."2",and(rank.eq."2",at.lt."v"),and(rank.eq."2",at.eq."v",id.lt."i")',
    bound: { operator: 'gte', value: '2' },
  })
  expect(placeFilter(order, 'before')).toEqual({
    or: 'rank.lt."2",and(rank.eq."2",at.gt."v"),and(rank.eq."2",at.eq."v",id.gt."i")',
    bound: { operator: 'lte', value: '2' },
  })
})
