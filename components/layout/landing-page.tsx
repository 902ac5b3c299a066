import { CalendarCheck, Globe, Lock, ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { Brand } from '@/components/layout/brand'
import { LandingScene } from '@/components/layout/landing-scene'
import { LinkButton } from '@/components/ui/link-button'
import { paths } from '@/lib/paths'

export function LandingPage() {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="mx-auto flex w-full max-w-6xl items-center justify-between gap-4 px-5 py-4 sm:px-8">
        <Brand />
        <nav aria-label="Account" className="flex items-center gap-2">
          <LinkButton href={paths.signIn()} variant="ghost">
            Sign in
          </LinkButton>
        </nav>
      </header>
      <main className="mx-auto w-full max-w-6xl flex-1 px-5 pb-20 sm:px-8">
        <div className="grid items-center gap-x-16 gap-y-12 pt-12 pb-16 lg:grid-cols-[minmax(0,11fr)_minmax(0,10fr)] lg:pt-20 lg:pb-24">
          <div>
            <h1 className="text-2xl leading-tight font-semibold sm:text-3xl">
              Plan a run once. Publish it wherever your public is.
            </h1>
            <p className="mt-5 max-w-xl text-lg text-text-muted">
              AudienceOS is where agencies plan service runs, put them on public portals with one decision,
              and say exactly who may see what: everybody, people you invited, or nobody yet.
            </p>
            <div className="mt-8 flex flex-wrap gap-3">
              <LinkButton href={paths.signUp()} variant="primary">
                Register your agency
              </LinkButton>
              <LinkButton href={paths.signIn()}>Sign in</LinkButton>
            </div>
          </div>
          <LandingScene />
        </div>
        <ul className="grid gap-x-10 gap-y-8 border-t border-border pt-10 sm:grid-cols-2 lg:grid-cols-4">
          <Point icon={<CalendarCheck />} title="Runs">
            Dates with their time zone, places and states in one list that stays quick however long it gets.
          </Point>
          <Point icon={<Globe />} title="Portals">
            Public pages for residents, businesses or visitors. A run can stand on several at once.
          </Point>
          <Point icon={<Lock />} title="Market modes">
            Open, by invitation or closed. You see what will change before you press, and can undo it after.
          </Point>
          <Point icon={<ShieldCheck />} title="Kept apart">
            The database itself decides who sees a row. What is not yours looks as if it did not exist.
          </Point>
        </ul>
      </main>
      <footer className="border-t border-border">
        <p className="mx-auto max-w-6xl px-5 py-6 text-sm text-text-subtle sm:px-8">
          AudienceOS is open source under the MIT licence.
        </p>
      </footer>
    </div>
  )
}

function Point({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <li>
      <span aria-hidden className="text-accent [&_svg]:size-5">
        {icon}
      </span>
      <h2 className="mt-3 text-base font-semibold">{title}</h2>
      <p className="mt-1 text-sm text-text-muted">{children}</p>
    </li>
  )
}
