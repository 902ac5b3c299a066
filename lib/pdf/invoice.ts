import 'server-only'
import { join } from 'node:path'
import PDFDocument from 'pdfkit'
import { formatDateTime } from '@/lib/dates'
import type { InvoiceDetail, InvoiceSender } from '@/lib/queries/invoice-detail'
import { formatDecimal, formatMoney, formatRate, invoiceTitle } from '@/lib/rules/invoices'

/** Points on A4. */
const PAGE = { left: 56, right: 539, top: 56, bottom: 770 }
const COLUMNS = { quantity: 300, price: 380, rate: 430, net: PAGE.right } as const
const DESCRIPTION_WIDTH = 215
const INK = '#18181b'
const MUTED = '#5b5b66'
const RULE = '#d4d4d8'

// Fonts of ours, read from their package: nothing is fetched while a file is written.
const PACKAGES = join(process.cwd(), 'node_modules')
const GEIST = join(PACKAGES, 'geist', 'dist', 'fonts', 'geist-sans')
const REGULAR = join(GEIST, 'Geist-Regular.ttf')
const MEDIUM = join(GEIST, 'Geist-SemiBold.ttf')
/** Geist has no Arabic; what is written in it is drawn with these. */
const ARABIC: Record<string, string> = {
  [REGULAR]: join(
    PACKAGES,
    '@fontsource',
    'noto-sans-arabic',
    'files',
    'noto-sans-arabic-arabic-400-normal.woff',
  ),
  [MEDIUM]: join(
    PACKAGES,
    '@fontsource',
    'noto-sans-arabic',
    'files',
    'noto-sans-arabic-arabic-600-normal.woff',
  ),
}

type Pdf = PDFKit.PDFDocument

/**
 * An outgoing invoice as a PDF file. `sender` stands in while it is a draft, which the file says on itself. Everything that
 * people typed is drawn as glyphs, so nothing in it can be an instruction to whoever reads the file.
 */
export async function invoicePdf(
  invoice: InvoiceDetail,
  sender: InvoiceSender,
): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: PAGE.top, bottom: 0, left: PAGE.left, right: 56 },
    font: REGULAR,
    bufferPages: true,
    lang: 'en',
    info: {
      Title: clean(invoiceTitle(invoice)),
      Author: clean(sender.legalName ?? ''),
      // The same invoice is the same file, byte for byte, whenever it is asked for.
      CreationDate: new Date(invoice.sentAt ?? 0),
    },
  })
  const chunks: Buffer[] = []
  const whole = new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    pdf.on('error', reject)
  })
  drawHead(pdf, invoice, sender)
  drawLines(pdf, invoice)
  drawTotals(pdf, invoice)
  drawWords(pdf, invoice, sender)
  drawFeet(pdf, invoice, sender)
  pdf.end()
  return whole
}

/** Without signs that steer instead of being read, such as marks that turn the direction of text; lines stay lines. */
function clean(text: string): string {
  return text.replace(/[^\P{C}\n]/gu, '')
}

function write(
  pdf: Pdf,
  text: string,
  x: number,
  y: number,
  options: PDFKit.Mixins.TextOptions & { size?: number; font?: string; color?: string } = {},
): void {
  const { size = 9.5, font = REGULAR, color = INK, ...rest } = options
  pdf.fontSize(size).fillColor(color)
  const runs = runsOf(clean(text))
  for (const [index, run] of runs.entries()) {
    const style = { lineGap: 2, ...rest, ...styleOf(pdf, run, font), continued: index < runs.length - 1 }
    if (index === 0) pdf.text(run, x, y, style)
    else pdf.text(run, style)
  }
}

const IS_ARABIC = /\p{Script=Arabic}/u

/** Pieces of one script each, so that each can have the font that it needs; blanks stay with what stands before them. */
function runsOf(text: string): string[] {
  return text.match(/(?:\p{Script=Arabic}[\p{Script=Arabic}\p{M}\s]*|[^\p{Script=Arabic}]+)/gu) ?? ['']
}

/** Chooses the font of a piece. Arabic is laid out whole, because its words run from right to left. */
function styleOf(pdf: Pdf, run: string, font: string): { features?: PDFKit.Mixins.OpenTypeFeatures[] } {
  const isArabic = IS_ARABIC.test(run)
  pdf.font((isArabic && ARABIC[font]) || font)
  return isArabic ? { features: ['rlig'] } : {}
}

/** Ends at `x`. */
function writeRight(
  pdf: Pdf,
  text: string,
  x: number,
  y: number,
  options: Parameters<typeof write>[4] = {},
): void {
  write(pdf, text, x - 180, y, { width: 180, align: 'right', lineBreak: false, ...options })
}

function heightOf(pdf: Pdf, text: string, width: number): number {
  pdf.font((IS_ARABIC.test(text) && ARABIC[REGULAR]) || REGULAR).fontSize(9.5)
  return pdf.heightOfString(clean(text), { width, lineGap: 2 })
}

function rule(pdf: Pdf, y: number, color = RULE): void {
  pdf.moveTo(PAGE.left, y).lineTo(PAGE.right, y).lineWidth(0.6).strokeColor(color).stroke()
}

const day = (value: string | null) => (value ? formatDateTime(`${value}T00:00:00Z`, 'UTC', 'date') : '—')

function drawHead(pdf: Pdf, invoice: InvoiceDetail, sender: InvoiceSender): void {
  write(pdf, sender.legalName ?? '', PAGE.left, PAGE.top, { size: 13, font: MEDIUM, width: 280 })
  for (const text of [sender.address, sender.taxId && `Tax number ${sender.taxId}`])
    if (text) write(pdf, text, PAGE.left, pdf.y + 2, { color: MUTED, size: 9, width: 280 })
  const senderEnd = pdf.y

  const state = invoice.status === 'draft' ? 'DRAFT' : invoice.status === 'void' ? 'VOID' : null
  writeRight(pdf, state ?? 'Invoice', PAGE.right, PAGE.top, { size: 18, font: MEDIUM })
  const facts: [string, string][] = [
    ['Number', invoice.number ?? 'given when it is sent'],
    ['Issued', day(invoice.issuedOn)],
    ['Due', day(invoice.dueOn)],
  ]
  for (const [index, [name, value]] of facts.entries()) {
    const y = PAGE.top + 32 + index * 15
    write(pdf, name, 370, y, { color: MUTED, width: 60 })
    writeRight(pdf, value, PAGE.right, y)
  }

  const y = Math.max(senderEnd, PAGE.top + 80) + 28
  write(pdf, 'Billed to', PAGE.left, y, { size: 8.5, color: MUTED })
  write(pdf, invoice.partyName ?? '', PAGE.left, pdf.y + 2, { font: MEDIUM, size: 10.5, width: 280 })
  if (invoice.partyAddress) write(pdf, invoice.partyAddress, PAGE.left, pdf.y + 1, { width: 280 })
  pdf.y = Math.max(pdf.y, y + 40) + 26
}

function drawTableHead(pdf: Pdf): void {
  const { y } = pdf
  const small = { size: 8.5, color: MUTED }
  write(pdf, 'Description', PAGE.left, y, { ...small, lineBreak: false })
  writeRight(pdf, 'Quantity', COLUMNS.quantity + 10, y, small)
  writeRight(pdf, 'Price', COLUMNS.price + 8, y, small)
  writeRight(pdf, 'Tax', COLUMNS.rate + 6, y, small)
  writeRight(pdf, 'Amount', COLUMNS.net, y, small)
  rule(pdf, y + 15)
  pdf.y = y + 22
}

/** On to a new page when so much does not fit on this one any more. */
function makeRoom(pdf: Pdf, height: number): boolean {
  if (pdf.y + height <= PAGE.bottom) return false
  pdf.addPage()
  pdf.y = PAGE.top
  return true
}

function drawLines(pdf: Pdf, { lines, currency }: InvoiceDetail): void {
  drawTableHead(pdf)
  for (const line of lines) {
    const height = heightOf(pdf, line.description, DESCRIPTION_WIDTH)
    if (makeRoom(pdf, height + 12)) drawTableHead(pdf)
    const { y } = pdf
    write(pdf, line.description, PAGE.left, y, { width: DESCRIPTION_WIDTH })
    writeRight(pdf, quantityOf(line.quantity), COLUMNS.quantity + 10, y)
    writeRight(pdf, formatMoney(line.unitPriceMinor, currency), COLUMNS.price + 8, y)
    writeRight(pdf, rateOf(line.taxRate), COLUMNS.rate + 6, y)
    writeRight(pdf, formatMoney(line.netMinor, currency), COLUMNS.net, y)
    rule(pdf, y + height + 5, '#ececef')
    pdf.y = y + height + 11
  }
}

const rateOf = (rate: number) => formatRate(BigInt(Math.round(rate * 100)))
// Unused places are left out: 1.5 and not 1.500.
const quantityOf = (quantity: number) => formatDecimal(BigInt(Math.round(quantity * 1000)), 3)

function drawTotals(pdf: Pdf, invoice: InvoiceDetail): void {
  const { currency } = invoice
  const rows: [string, string][] = [
    ['Subtotal', formatMoney(invoice.subtotalMinor, currency)],
    ...invoice.taxByRate.map(({ taxRate, netMinor, taxMinor }): [string, string] => [
      `Tax ${rateOf(taxRate)} on ${formatMoney(netMinor, currency)}`,
      formatMoney(taxMinor, currency),
    ]),
  ]
  makeRoom(pdf, rows.length * 16 + 50)
  pdf.y += 6
  for (const [name, value] of rows) {
    const { y } = pdf
    write(pdf, name, 300, y, { color: MUTED, width: 150, lineBreak: false })
    writeRight(pdf, value, PAGE.right, y)
    pdf.y = y + 16
  }
  const { y } = pdf
  pdf
    .moveTo(300, y + 2)
    .lineTo(PAGE.right, y + 2)
    .lineWidth(0.8)
    .strokeColor(INK)
    .stroke()
  write(pdf, 'Total', 300, y + 10, { font: MEDIUM, size: 12, width: 100 })
  writeRight(pdf, formatMoney(invoice.totalMinor, currency), PAGE.right, y + 10, { font: MEDIUM, size: 12 })
  pdf.y = y + 44
}

function drawWords(pdf: Pdf, invoice: InvoiceDetail, sender: InvoiceSender): void {
  const paid = invoice.status === 'paid' && invoice.paidAt
  const bank = [
    sender.bankName,
    sender.iban && `IBAN ${sender.iban}`,
    sender.bic && `BIC ${sender.bic}`,
  ].filter(Boolean)
  const words = [
    paid ? `Paid on ${formatDateTime(invoice.paidAt ?? '', 'UTC', 'date')}. Thank you.` : null,
    !paid && bank.length > 0 && invoice.status !== 'void'
      ? `Please pay to ${bank.join(' · ')}${invoice.number ? `, naming ${invoice.number}` : ''}.`
      : null,
    invoice.status === 'void' ? 'This invoice is void. Nothing is to be paid.' : null,
    invoice.notes,
  ]
  for (const text of words) {
    if (!text) continue
    const width = PAGE.right - PAGE.left
    makeRoom(pdf, heightOf(pdf, text, width) + 8)
    write(pdf, text, PAGE.left, pdf.y, { width })
    pdf.y += 8
  }
}

/** The footer and the number of the page, on every page. */
function drawFeet(pdf: Pdf, invoice: InvoiceDetail, sender: InvoiceSender): void {
  const { start, count } = pdf.bufferedPageRange()
  for (let index = start; index < start + count; index++) {
    pdf.switchToPage(index)
    rule(pdf, 784)
    const small = { size: 8, color: MUTED }
    if (sender.footer)
      write(pdf, sender.footer, PAGE.left, 791, { ...small, width: 380, height: 34, ellipsis: true })
    const name = invoice.number ? `${invoice.number} · ` : ''
    writeRight(pdf, `${name}Page ${index + 1} of ${count}`, PAGE.right, 791, small)
  }
}

/** "invoice-INV-0001.pdf", with nothing in it that a header or a file system could take for something else. */
export function invoiceFileName({ number }: { number: string | null }): string {
  const name = (number ?? 'draft').replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '')
  return `invoice-${name || 'file'}.pdf`
}
