import type { ReactNode } from 'react'

type AuthCardProps = { title: string; description?: ReactNode; footer?: ReactNode; children: ReactNode }

export function AuthCard({ title, description, footer, children }: AuthCardProps) {
  return (
    <>
      <div className="rounded-xl border border-border bg-surface p-6 sm:p-8">
        <h1 className="text-xl font-semibold">{title}</h1>
        {description ? <p className="mt-1 text-sm text-text-muted">{description}</p> : null}
        <div className="mt-6">{children}</div>
      </div>
      {footer ? <p className="mt-5 text-center text-sm text-text-muted">{footer}</p> : null}
    </>
  )
}
