import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { outcomeOf, type LeasedDelivery } from '@/lib/delivery/delivery'
import { adoptJournals, openJournal, type Journal } from '@/lib/delivery/journal'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'journal-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

/** Beyond what a process number can be, so that nobody has it. */
const NOBODY = 99_999_999
const row = (id: string) => ({ deliveryId: id, leaseToken: `lease-${id}` }) as LeasedDelivery
const result = (id: string) => ({ ...row(id), ...outcomeOf('sent', null, { message: '250 OK' }) })

/** Makes the journal look as if its process had been killed. */
function kill(journal: Journal, text = readFileSync(journal.file, 'utf8')): void {
  const left = join(directory, `${hostname().replace(/[^\w-]/g, '_')}.${NOBODY}.abc.journal`)
  writeFileSync(left, text)
  rmSync(journal.file)
}

test('what a killed worker knew is told by the next one: sent, under way, not begun', () => {
  const journal = openJournal(directory)
  journal.leased(['a', 'b', 'c', 'd'].map(row))
  for (const id of ['a', 'b', 'd']) journal.started(id)
  journal.finished(result('a'))
  journal.finished(result('d'))
  journal.recorded([result('d')])
  kill(journal)
  const { results, done } = adoptJournals(directory, null)
  expect(results).toEqual([
    result('a'),
    { ...row('b'), ...outcomeOf('retry', 'worker_died') },
    { ...row('c'), ...outcomeOf('released', 'worker_died') },
  ])
  // Until it is recorded it can be adopted again, by this worker or the next.
  expect(adoptJournals(directory, null).results).toEqual(results)
  done()
  adoptJournals(directory, null).done()
  expect(readdirSync(directory)).toEqual([])
})

test('half a line at the end is passed over', () => {
  const journal = openJournal(directory)
  journal.leased([row('a')])
  kill(journal, `${readFileSync(journal.file, 'utf8')}["finished",{"deliveryId":"a","leas`)
  expect(adoptJournals(directory, null).results).toEqual([
    { ...row('a'), ...outcomeOf('released', 'worker_died') },
  ])
})

test('a worker that lives keeps its journal, and another machine its own', () => {
  const journal = openJournal(directory)
  journal.leased([row('a')])
  const foreign = join(directory, `elsewhere.${NOBODY}.abc.journal`)
  renameSync(openJournal(directory).file, foreign)
  expect(adoptJournals(directory, journal.file).results).toEqual([])
  expect(readdirSync(directory)).toHaveLength(2)
  journal.recorded([result('a')])
  expect(readFileSync(journal.file, 'utf8')).toBe('')
  journal.close()
  expect(readdirSync(directory)).toHaveLength(1)
})

test('holds no address and no content', () => {
  const journal = openJournal(directory)
  journal.leased([
    { ...row('a'), address: 'mara@example.org', invitationToken: 'secret', payload: { message: 'hello' } },
  ])
  expect(readFileSync(journal.file, 'utf8')).toBe('["leased",["a","lease-a"]]\n')
})

test('a disk that takes nothing more is said once and stops nothing', () => {
  const faults: unknown[] = []
  const journal = openJournal(directory, (error) => faults.push(error))
  journal.leased([row('a')])
  journal.close()
  for (const id of ['a', 'b']) journal.started(id)
  journal.finished(result('a'))
  journal.recorded([result('a')])
  expect(faults).toHaveLength(1)
})

test('a line that makes no sense does not hide the others', () => {
  const journal = openJournal(directory)
  journal.leased([row('a')])
  const nonsense = '["finished"]\n["finished",null]\n["leased",null]\n{}\n'
  kill(journal, readFileSync(journal.file, 'utf8') + nonsense)
  expect(adoptJournals(directory, null)).toMatchObject({
    workers: 1,
    results: [{ ...row('a'), ...outcomeOf('released', 'worker_died') }],
  })
})
