import { describe, expect, it } from 'vitest'
import { stepShortcut, type KeyPress } from '@/lib/rules/shortcuts'

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  isTyping: false,
  ...more,
})

describe('a key press', () => {
  it.each([
    ['⌘K opens the palette', press('k', { metaKey: true }), null, { kind: 'done', id: 'palette' }],
    ['Ctrl+K opens it too', press('k', { ctrlKey: true }), null, { kind: 'done', id: 'palette' }],
    [
      '⌘K works while typing',
      press('k', { metaKey: true, isTyping: true }),
      null,
      { kind: 'done', id: 'palette' },
    ],
    ['g begins a sequence', press('g'), null, { kind: 'begun', prefix: 'g' }],
    ['g r goes to runs', press('r'), 'g', { kind: 'done', id: 'go-runs' }],
    ['g x means nothing', press('x'), 'g', { kind: 'none' }],
    ['Shift+X selects up to here', press('X', { shiftKey: true }), null, { kind: 'done', id: 'select-rows' }],
    [
      'Shift makes no difference elsewhere',
      press('N', { shiftKey: true }),
      null,
      { kind: 'done', id: 'new' },
    ],
    ['n alone is new', press('n'), null, { kind: 'done', id: 'new' }],
    ['n in a text field is the letter', press('n', { isTyping: true }), null, { kind: 'none' }],
    ['a key being composed is not a shortcut', press('n', { isComposing: true }), null, { kind: 'none' }],
    ['Alt belongs to the system', press('n', { altKey: true }), null, { kind: 'none' }],
    ['Ctrl+N belongs to the browser', press('n', { ctrlKey: true }), null, { kind: 'none' }],
    ['? is found whatever produced it', press('?'), null, { kind: 'done', id: 'help' }],
  ] as const)('%s', (_, given, prefix, expected) => {
    expect(stepShortcut(given, prefix, true)).toEqual(expected)
  })

  it('means what it does on this page when it means something else elsewhere', () => {
    const on = (id: string) => stepShortcut(press('e'), null, true, (candidate) => candidate === id)
    expect(on('edit')).toEqual({ kind: 'done', id: 'edit' })
    expect(on('archive')).toEqual({ kind: 'done', id: 'archive' })
    expect(on('publish')).toEqual({ kind: 'none' })
  })

  it('without modifier does nothing when single keys are switched off', () => {
    expect(stepShortcut(press('n'), null, false)).toEqual({ kind: 'none' })
    expect(stepShortcut(press('k', { metaKey: true }), null, false)).toEqual({ kind: 'done', id: 'palette' })
  })
})
