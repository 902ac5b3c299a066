import { Bell, BellOff, CalendarPlus } from 'lucide-react'
import type { ReactNode } from 'react'
import { RunUpdates } from '@/components/shared-runs/run-updates'
import { SharedRunState } from '@/components/shared-runs/shared-run-state'
import { PageHeader } from '@/components/layout/page-header'
import { buttonClass } from '@/components/ui/button-class'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { TimeSpan } from '@/components/ui/time-span'
import { formatDateTime } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { RunUpdate, SharedRun } from '@/lib/queries/shared-runs'
import { roleInWords } from '@/lib/rules/claim'

type SharedRunDetailProps = {
  run: SharedRun
  updates: readonly RunUpdate[]
  onMute: (data: FormData) => Promise<void>
  onLeave: (data: FormData) => Promise<void>
}

/** Everything a stakeholder may know of a run, and what they can do about it. */
export function SharedRunDetail({ run, updates, onMute, onLeave }: SharedRunDetailProps) {
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: 'Shared with me', href: paths.sharedRuns() }]}
        title={<bdi>{run.name}</bdi>}
        description={
          <>
            Shared by <bdi>{run.agencyName}</bdi>
          </>
        }
        actions={
          run.startsAt && run.status !== 'cancelled' ? (
            <a href={paths.sharedRunCalendar(run.id)} className={buttonClass({})}>
              <CalendarPlus aria-hidden />
              Add to calendar
            </a>
          ) : null
        }
      />
      {run.status === 'cancelled' ? (
        <Notice tone="danger" title="This run was cancelled" className="mb-6">
          It does not take place. What was planned is kept below.
        </Notice>
      ) : null}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="min-w-0">
          <section
            aria-label="About this run"
            className="rounded-lg border border-border bg-surface p-4 sm:p-6"
          >
            <Facts run={run} />
            <div className="mt-6 border-t border-border pt-6">
              {run.description ? <Description text={run.description} /> : <NoDescription />}
            </div>
          </section>
          <RunUpdates updates={updates} runName={run.name} timeZone={run.timeZone} />
        </div>
        <aside aria-label="You and this run" className="flex flex-col gap-6">
          <Panel title="Messages about this run">
            <p className="text-sm text-text-muted">
              {run.isMuted
                ? 'Muted: you are told only if it is cancelled.'
                : 'You are told when it changes and when the organiser sends an update.'}
            </p>
            <form action={onMute} className="mt-3">
              <input type="hidden" name="run_id" value={run.id} />
              <input type="hidden" name="muted" value={String(!run.isMuted)} />
              <SubmitButton size="sm">
                {run.isMuted ? <Bell aria-hidden /> : <BellOff aria-hidden />}
                {run.isMuted ? 'Unmute' : 'Mute this run'}
              </SubmitButton>
            </form>
            <p className="mt-3 text-sm">
              <TextLink href={paths.notificationSettings()}>All notification settings</TextLink>
            </p>
          </Panel>
          <Panel title="Your part">
            <p className="text-sm text-text-muted">
              {roleInWords('run', run.role).name} since {formatDateTime(run.joinedAt, run.timeZone, 'date')}.
            </p>
            <Leave run={run} onLeave={onLeave} />
          </Panel>
        </aside>
      </div>
    </>
  )
}

function Facts({ run }: { run: SharedRun }) {
  return (
    <dl className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
      <Fact label="When">
        <TimeSpan startsAt={run.startsAt} endsAt={run.endsAt} timeZone={run.timeZone} />
      </Fact>
      <Fact label="Where">{run.zoneName ? <bdi>{run.zoneName}</bdi> : 'To be announced'}</Fact>
      <Fact label="Organiser">
        <bdi>{run.agencyName}</bdi>
      </Fact>
      <Fact label="Your role">
        {roleInWords('run', run.role).name}
        <span className="mt-1 block empty:hidden">
          <SharedRunState status={run.status} />
        </span>
      </Fact>
    </dl>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-text-muted">{label}</dt>
      <dd className="mt-0.5 text-base">{children}</dd>
    </div>
  )
}

function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="rounded-lg border border-border bg-surface p-4">
      <h2 className="text-sm font-semibold">{title}</h2>
      <div className="mt-1">{children}</div>
    </section>
  )
}

/** Each paragraph finds its own direction. It is text, never markup. */
function Description({ text }: { text: string }) {
  return (
    <div className="max-w-prose space-y-4 text-base">
      {text
        .split(/(?:\r?\n){2,}/)
        .filter((paragraph) => paragraph.trim() !== '')
        .map((paragraph, index) => (
          <p key={index} dir="auto" className="whitespace-pre-line">
            {paragraph}
          </p>
        ))}
    </div>
  )
}

function NoDescription() {
  return <p className="text-sm text-text-muted">The organiser has not written anything about it yet.</p>
}

/** Cannot be undone without the organiser, so it is asked, in place and without a dialog. */
function Leave({ run, onLeave }: { run: SharedRun; onLeave: (data: FormData) => Promise<void> }) {
  return (
    <details className="mt-3">
      <summary className="inline-flex min-h-6 items-center rounded-sm text-sm text-text-muted underline decoration-border-strong underline-offset-4 hover:text-text">
        Leave this run
      </summary>
      <form action={onLeave} className="mt-2 flex flex-col gap-3">
        <p className="text-sm text-text-muted">
          You no longer see it and hear nothing more. To come back, <bdi>{run.agencyName}</bdi> has to invite
          you again.
        </p>
        <input type="hidden" name="run_id" value={run.id} />
        <SubmitButton size="sm" variant="danger" className="self-start">
          Leave
        </SubmitButton>
      </form>
    </details>
  )
}
