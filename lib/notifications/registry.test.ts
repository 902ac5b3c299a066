import { describe, expect, it } from 'vitest'
import { CATEGORY_IDS, CATEGORIES } from './categories'
import { placeholdersIn } from './define-event'
import { EVENTS, findEvent, variableNames } from './registry'

describe('the events people are told about', () => {
  it('have names of their own', () => {
    expect(new Set(EVENTS.map((event) => event.type)).size).toBe(EVENTS.length)
    expect(CATEGORIES.map((category) => category.id).sort()).toEqual([...CATEGORY_IDS].sort())
    for (const event of EVENTS) expect(findEvent(event.type)).toBe(event)
    expect(findEvent('nothing.happened')).toBeNull()
  })

  it.each(EVENTS)('$type fills every placeholder it has, and has a use for every variable', (event) => {
    const used = placeholdersIn(`${event.subject} ${event.body}`)
    const known = variableNames(event)
    expect(used.filter((name) => !known.includes(name))).toEqual([])
    // `agency` is offered to mails as the sender's name even where the text does not say it.
    expect(known.filter((name) => !used.includes(name) && name !== 'agency')).toEqual([])
    expect(`${event.subject}${event.body}`.replace(/\{\{\w+\}\}/g, '')).not.toMatch(/[{}]/)
  })

  it.each(EVENTS)('$type says why it cannot be switched off exactly when it cannot', (event) => {
    expect(event.requiredBecause !== null).toBe(event.isRequired)
    if (event.isRequired) expect(event.channels).toContain('email')
    expect(event.channels).toContain('in_app')
  })
})
