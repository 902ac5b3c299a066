'use client'

import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { copyText } from '@/components/ui/copy-text'

/** A command to pass on to somebody else. */
export function CopyCommand({ command }: { command: string }) {
  const [isCopied, setIsCopied] = useState(false)
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2">
      <code className="min-w-0 rounded-sm bg-hover px-2 py-1 font-mono text-xs break-all">{command}</code>
      <Button
        size="sm"
        variant="ghost"
        onClick={() => void copyText(Promise.resolve(command)).then(setIsCopied)}
      >
        {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
        {isCopied ? 'Copied' : 'Copy command'}
      </Button>
    </div>
  )
}
