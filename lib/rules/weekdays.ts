/** ISO weekdays, Monday first. */
export const WEEKDAYS: readonly { iso: number; name: string }[] = [
  { iso: 1, name: 'Monday' },
  { iso: 2, name: 'Tuesday' },
  { iso: 3, name: 'Wednesday' },
  { iso: 4, name: 'Thursday' },
  { iso: 5, name: 'Friday' },
  { iso: 6, name: 'Saturday' },
  { iso: 7, name: 'Sunday' },
]

export const EVERY_DAY: number[] = WEEKDAYS.map(({ iso }) => iso)
