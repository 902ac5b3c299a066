import { Compass } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { paths } from '@/lib/paths'

export default function AppNotFound() {
  return (
    <EmptyState
      heading="h1"
      icon={<Compass />}
      title="This is not here"
      description="It may have been removed, or the address is not quite right."
      action={<LinkButton href={paths.home()}>Go to Home</LinkButton>}
    />
  )
}
