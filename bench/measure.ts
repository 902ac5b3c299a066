/** The middle of the values; NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** One measured figure beside what it is held against. */
export interface Figure {
  /** What was measured, e.g. "run list, first page". */
  name: string
  /** Under which conditions, e.g. "staff, 100,000 runs". */
  setting: string
  value: number
  unit: string
  /** The figure it is compared with in the same run. */
  reference?: { name: string; value: number }
  /** The bar and whether it was reached; absent for figures that are only context. */
  target?: { text: string; isMet: boolean }
}

/** `value ÷ reference`, rounded for reading. */
export function ratio(figure: Figure): string {
  return figure.reference ? `${(figure.value / figure.reference.value).toFixed(2)} ×` : ''
}

/** Prints figures as an aligned table. */
export function printTable(title: string, figures: readonly Figure[]): void {
  const rows = figures.map((f) => [
    f.name,
    f.setting,
    `${formatNumber(f.value)} ${f.unit}`,
    f.reference ? `${f.reference.name} ${formatNumber(f.reference.value)}` : '',
    ratio(f),
    f.target ? `${f.target.isMet ? 'reached' : 'MISSED'}: ${f.target.text}` : '',
  ])
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, i) => Math.max(all[i] ?? 0, cell.length)),
    [],
  )
  console.log(`\n${title}`)
  for (const row of rows)
    console.log(
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
}

function formatNumber(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(3)
}
