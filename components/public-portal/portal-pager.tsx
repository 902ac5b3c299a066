import { buttonClass } from '@/components/ui/button-class'
import { paths } from '@/lib/paths'
import { portalQuery, type PortalFilters } from '@/lib/rules/portal-listing'

type PortalPagerProps = { slug: string; filters: PortalFilters; page: number; pages: number }

export function PortalPager({ slug, filters, page, pages }: PortalPagerProps) {
  if (pages === 1) return null
  const href = (to: number) => paths.publicPortal(slug, portalQuery({ ...filters, page: to }))
  return (
    <nav aria-label="Pages" className="mt-10 flex items-center justify-between gap-4 text-sm text-text-muted">
      {page > 1 ? (
        <a href={href(page - 1)} rel="prev" className={buttonClass({})}>
          Earlier in the list
        </a>
      ) : (
        <span />
      )}
      <span className="tabular-nums">
        {page} of {pages}
      </span>
      {page < pages ? (
        <a href={href(page + 1)} rel="next" className={buttonClass({})}>
          Further down the list
        </a>
      ) : (
        <span />
      )}
    </nav>
  )
}
