import type { ReactNode } from 'react'
import { ruleSentence } from '@/lib/rules/workflow-words'
import type { RuleDefinition, RuleNames } from '@/lib/rules/workflows'

/** A rule as a sentence; its three hinges stand out, so that a list of rules can be skimmed. */
export function RuleWords({ rule, names }: { rule: RuleDefinition; names: RuleNames }) {
  const { when, condition, then } = ruleSentence(rule, names)
  return (
    <span dir="auto" className="wrap-anywhere">
      <Hinge>When</Hinge> {when},{' '}
      {condition === null ? null : (
        <>
          <Hinge>if</Hinge> {condition},{' '}
        </>
      )}
      <Hinge>then</Hinge> {then}.
    </span>
  )
}

function Hinge({ children }: { children: ReactNode }) {
  return <span className="font-medium text-text">{children}</span>
}
