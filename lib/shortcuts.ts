export type Shortcut = {
  id: string
  /** Keys pressed together are joined by `+`, keys pressed one after the other by a space. `mod` is ⌘ on a Mac, else Ctrl. */
  keys: string
  label: string
  group: 'Everywhere' | 'Go to' | 'On this page'
}

/** Every shortcut of the app. The `?` sheet is made from this list; components attach what a shortcut does by its id. */
export const SHORTCUTS = [
  { id: 'palette', keys: 'mod+k', label: 'Search and commands', group: 'Everywhere' },
  { id: 'help', keys: '?', label: 'Keyboard shortcuts', group: 'Everywhere' },
  { id: 'go-home', keys: 'g h', label: 'Home', group: 'Go to' },
  { id: 'go-runs', keys: 'g r', label: 'Runs', group: 'Go to' },
  { id: 'go-portals', keys: 'g p', label: 'Portals', group: 'Go to' },
  { id: 'go-clients', keys: 'g c', label: 'Clients', group: 'Go to' },
  { id: 'go-tickets', keys: 'g t', label: 'Tickets', group: 'Go to' },
  { id: 'go-alerts', keys: 'g a', label: 'Alerts', group: 'Go to' },
  { id: 'go-shared', keys: 'g w', label: 'Shared with me', group: 'Go to' },
  { id: 'go-notifications', keys: 'g n', label: 'Notifications', group: 'Go to' },
  { id: 'go-settings', keys: 'g s', label: 'Settings', group: 'Go to' },
  { id: 'new', keys: 'n', label: 'New', group: 'On this page' },
  { id: 'search', keys: '/', label: 'Search this list', group: 'On this page' },
  { id: 'next-row', keys: 'j', label: 'Next row', group: 'On this page' },
  { id: 'previous-row', keys: 'k', label: 'Previous row', group: 'On this page' },
  { id: 'previous-client', keys: '[', label: 'Previous client', group: 'On this page' },
  { id: 'next-client', keys: ']', label: 'Next client', group: 'On this page' },
  { id: 'select-row', keys: 'x', label: 'Select row', group: 'On this page' },
  { id: 'select-rows', keys: 'shift+x', label: 'Select all rows up to this one', group: 'On this page' },
  { id: 'edit', keys: 'e', label: 'Edit', group: 'On this page' },
  { id: 'act', keys: 'e', label: 'Acknowledge, then resolve', group: 'On this page' },
  { id: 'new-ticket', keys: 'c', label: 'New ticket', group: 'On this page' },
  { id: 'move-card', keys: 'm', label: 'Move a card', group: 'On this page' },
  { id: 'show-list', keys: 'l', label: 'Show as list', group: 'On this page' },
  { id: 'show-board', keys: 'b', label: 'Show as board', group: 'On this page' },
  { id: 'set-status', keys: 's', label: 'Set the status', group: 'On this page' },
  { id: 'set-priority', keys: 'p', label: 'Set the priority', group: 'On this page' },
  { id: 'assign', keys: 'a', label: 'Assign to somebody', group: 'On this page' },
  { id: 'assign-me', keys: 'i', label: 'Assign to me', group: 'On this page' },
  { id: 'archive', keys: 'e', label: 'Archive', group: 'On this page' },
  { id: 'toggle-read', keys: 'u', label: 'Mark as read or unread', group: 'On this page' },
  { id: 'invite', keys: 'i', label: 'Invite people', group: 'On this page' },
  { id: 'publish', keys: 'p', label: 'Publish', group: 'On this page' },
  { id: 'submit', keys: 'mod+enter', label: 'Send what you are filling in', group: 'On this page' },
] as const satisfies readonly Shortcut[]

export type ShortcutId = (typeof SHORTCUTS)[number]['id']

/** How a shortcut's keys are written for people: one string per key to press. */
export function writtenKeys(keys: string, isMac: boolean): string[] {
  return keys
    .split(/[ +]/)
    .map((key) =>
      key === 'mod'
        ? isMac
          ? '⌘'
          : 'Ctrl'
        : key === 'enter'
          ? '↵'
          : key === 'shift'
            ? '⇧'
            : key.length === 1
              ? key.toUpperCase()
              : key,
    )
}
