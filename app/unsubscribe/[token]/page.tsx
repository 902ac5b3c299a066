import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Brand } from '@/components/layout/brand'
import { SubscriptionPage } from '@/components/unsubscribe/subscription-page'
import { CATEGORY_IDS } from '@/lib/notifications/categories'
import { findSubscriptions } from '@/lib/queries/subscriptions'
import { oneOf } from '@/lib/rules/runs'
import { anonymousClient } from '@/lib/supabase/server'

export const metadata: Metadata = {
  title: 'Your mails',
  robots: { index: false, follow: false },
  // The address is a key to these choices: nobody is told that somebody comes from here.
  referrer: 'no-referrer',
}

type UnsubscribePageProps = {
  params: Promise<{ token: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Reads and nothing else: mail scanners open every link in a mail, and some run its scripts. */
export default async function UnsubscribePage({ params, searchParams }: UnsubscribePageProps) {
  const [{ token }, query] = await Promise.all([params, searchParams])
  const subscriptions = await findSubscriptions(anonymousClient(), token)
  if (!subscriptions) notFound()
  const turn = oneOf(['on', 'off'], query.done)
  const category = oneOf([...CATEGORY_IDS, 'all'], query.category)
  return (
    <>
      <header className="px-6 py-5">
        <Brand />
      </header>
      <main>
        <SubscriptionPage
          token={token}
          subscriptions={subscriptions}
          change={turn && category ? { turn, category } : null}
        />
      </main>
    </>
  )
}
