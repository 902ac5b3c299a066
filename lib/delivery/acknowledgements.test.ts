import { expect, test } from 'vitest'
import { acknowledgements } from '@/lib/delivery/acknowledgements'
import { outcomeOf, type Result } from '@/lib/delivery/delivery'

test('an outcome that the backend refuses does not hold up the others', async () => {
  const recorded: string[] = []
  const acks = acknowledgements(
    {
      record: async (results: readonly Result[]) => {
        if (results.some(({ deliveryId }) => deliveryId === 'poison')) throw new Error('refused')
        recorded.push(...results.map(({ deliveryId }) => deliveryId))
      },
    },
    { onRecorded: () => undefined, onTrouble: () => undefined },
  )
  for (const deliveryId of ['first', 'poison', 'a', 'b', 'c'])
    acks.add({ deliveryId, leaseToken: deliveryId, ...outcomeOf('sent') })
  await expect.poll(() => recorded.toSorted(), { timeout: 10_000 }).toEqual(['a', 'b', 'c', 'first'])
  await expect.poll(() => acks.pending(), { timeout: 10_000 }).toBe(1)
})
