'use client'

import { Ban, Copy, Pencil, RadioTower, RotateCcw } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { RunMenuProps } from '@/components/runs/run-menu'
import { useDuplicateRun } from '@/components/runs/use-duplicate-run'
import { useRunStatus } from '@/components/runs/use-run-status'
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '@/components/ui/menu'
import { paths } from '@/lib/paths'

type RunMenuPanelProps = RunMenuProps & { trigger: ReactNode }

export function RunMenuPanel({ run, scope, onEdit, trigger }: RunMenuPanelProps) {
  const status = useRunStatus(scope.agencyId, run)
  const duplicate = useDuplicateRun(scope, run.id)
  return (
    <Menu defaultOpen>
      <MenuTrigger asChild>{trigger}</MenuTrigger>
      <MenuContent>
        <MenuItem asChild>
          <Link href={paths.publishRun(run.id)}>
            <RadioTower aria-hidden />
            Publish…
          </Link>
        </MenuItem>
        <MenuItem icon={<Pencil aria-hidden />} shortcut="E" onSelect={onEdit}>
          Edit
        </MenuItem>
        <MenuItem icon={<Copy aria-hidden />} onSelect={() => duplicate.mutate()}>
          Duplicate
        </MenuItem>
        <MenuSeparator />
        {run.status === 'cancelled' ? (
          <MenuItem icon={<RotateCcw aria-hidden />} onSelect={() => status.change('scheduled')}>
            Bring back
          </MenuItem>
        ) : (
          <MenuItem danger icon={<Ban aria-hidden />} onSelect={() => status.change('cancelled')}>
            Cancel run
          </MenuItem>
        )}
      </MenuContent>
    </Menu>
  )
}
