import { Check, LockKeyhole } from 'lucide-react'
import type { ReactNode } from 'react'
import { SubscriptionForm } from '@/components/unsubscribe/subscription-form'
import { MAIL_WORDS } from '@/components/unsubscribe/subscription-words'
import { REQUIRED } from '@/lib/notifications/required'
import type { Subscriptions } from '@/lib/queries/subscriptions'

/** What a form on this page has just changed; a category, or all of them. */
export type SubscriptionChange = { turn: 'on' | 'off'; category: string }

type SubscriptionPageProps = {
  token: string
  subscriptions: Subscriptions
  change: SubscriptionChange | null
}

/** Which mails of one agency an address gets. Looking at it changes nothing: only its buttons do. */
export function SubscriptionPage({ token, subscriptions, change }: SubscriptionPageProps) {
  const { addressHint, agencyName, categories } = subscriptions
  const asked = categories.find(({ id }) => id === subscriptions.category)
  const others = categories.filter(({ isOn }) => isOn)
  return (
    <div className="mx-auto w-full max-w-xl px-4 pb-16 sm:px-6">
      <h1 className="text-xl font-semibold">
        Mails from <bdi>{agencyName}</bdi>
      </h1>
      <p className="mt-1 text-sm text-text-muted">
        To <bdi className="break-all">{addressHint}</bdi>. You need no account to change this.
      </p>

      {change ? (
        <Done token={token} change={change} agencyName={agencyName} />
      ) : asked?.isOn ? (
        <section className="mt-6 flex flex-wrap items-center justify-between gap-3 rounded-lg border border-border bg-surface p-5">
          <p className="text-sm">
            The mail you came from was about{' '}
            <strong className="font-medium">{MAIL_WORDS[asked.id].name.toLowerCase()}</strong>.
          </p>
          <SubscriptionForm token={token} category={asked.id} turn="off" look={{ variant: 'primary' }}>
            Stop these mails
          </SubscriptionForm>
        </section>
      ) : null}

      <ul className="mt-6 divide-y divide-border rounded-lg border border-border bg-surface">
        {categories.map(({ id, isOn }) => (
          <Row key={id} title={MAIL_WORDS[id].name} description={MAIL_WORDS[id].description}>
            <span className={isOn ? 'text-sm text-text-muted' : 'text-sm text-text-subtle'}>
              {isOn ? 'On' : 'Off'}
            </span>
            <SubscriptionForm token={token} category={id} turn={isOn ? 'off' : 'on'} look={{ size: 'sm' }}>
              {isOn ? 'Stop' : 'Turn on'}
              <span className="sr-only"> mails about {MAIL_WORDS[id].name.toLowerCase()}</span>
            </SubscriptionForm>
          </Row>
        ))}
        {REQUIRED.map(({ name, reason }) => (
          <Row key={name} title={name} description={`Always on. ${reason}`}>
            <Locked />
          </Row>
        ))}
      </ul>

      {others.length > 1 ? (
        <div className="mt-5">
          <SubscriptionForm token={token} category="all" turn="off" look={{ variant: 'ghost' }}>
            Stop everything that can be stopped
          </SubscriptionForm>
        </div>
      ) : null}
    </div>
  )
}

function Done({
  token,
  change,
  agencyName,
}: {
  token: string
  change: SubscriptionChange
  agencyName: string
}) {
  const words = change.category in MAIL_WORDS ? MAIL_WORDS[change.category as keyof typeof MAIL_WORDS] : null
  const subject = words ? `mails about ${words.name.toLowerCase()}` : 'mails'
  return (
    <section
      role="status"
      className="mt-6 flex flex-wrap items-center justify-between gap-3 rounded-lg bg-success-soft px-5 py-4"
    >
      <p className="flex min-w-0 gap-2 text-sm">
        <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
        <span>
          {change.turn === 'off' ? `You get no more ${subject} from ` : `You get ${subject} again from `}
          <bdi>{agencyName}</bdi>.
        </span>
      </p>
      <SubscriptionForm
        token={token}
        category={change.category}
        turn={change.turn === 'off' ? 'on' : 'off'}
        look={{ size: 'sm' }}
      >
        Undo
      </SubscriptionForm>
    </section>
  )
}

function Row({ title, description, children }: { title: string; description: string; children: ReactNode }) {
  return (
    <li className="flex items-center gap-3 px-5 py-3">
      <div className="min-w-0 flex-1">
        <h2 className="text-sm font-medium">{title}</h2>
        <p className="text-sm text-text-muted">{description}</p>
      </div>
      {children}
    </li>
  )
}

function Locked() {
  return (
    <span className="flex items-center gap-1.5 text-sm text-text-muted">
      <LockKeyhole aria-hidden className="size-3.5" />
      On
    </span>
  )
}
