import { useId, type ReactNode } from 'react'

type SettingsSectionProps = { title: string; description: string; children: ReactNode }

export function SettingsSection({ title, description, children }: SettingsSectionProps) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-10 gap-y-4 border-t border-border py-6 first:border-t-0 first:pt-0 md:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]"
    >
      <div>
        <h2 id={id} className="text-base font-semibold">
          {title}
        </h2>
        <p className="mt-1 text-sm text-text-muted">{description}</p>
      </div>
      <div className="min-w-0 rounded-lg border border-border bg-surface p-5">{children}</div>
    </section>
  )
}
