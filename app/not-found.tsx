import { Compass } from 'lucide-react'
import type { Metadata } from 'next'
import { FullPageMessage } from '@/components/layout/full-page-message'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { paths } from '@/lib/paths'

export const metadata: Metadata = { title: 'Page not found' }

export default function NotFound() {
  return (
    <FullPageMessage>
      <EmptyState
        heading="h1"
        icon={<Compass />}
        title="There is nothing at this address"
        description="It may have been removed, or the address is not quite right."
        action={<LinkButton href={paths.landing()}>Go to the start page</LinkButton>}
      />
    </FullPageMessage>
  )
}
