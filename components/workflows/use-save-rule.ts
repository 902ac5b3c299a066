'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toAppError } from '@/lib/errors'
import { changeRule, createRule } from '@/lib/mutations/workflows'
import { workflowKeys, type Rule } from '@/lib/queries/workflows'
import { toRuleDefinition, type RuleForm } from '@/lib/schemas/workflows'
import { browserClient } from '@/lib/supabase/browser'

type UseSaveRule = {
  agencyId: string
  rule: Rule | null
  onCreated: (ruleId: string) => void
  onChanged: (before: Rule, version: number) => void
}

/** Saves a rule: a new one is switched off, so that what it would do can be looked at first. */
export function useSaveRule({ agencyId, rule, onCreated, onChanged }: UseSaveRule) {
  const queryClient = useQueryClient()
  const mutation = useMutation({
    mutationFn: async (form: RuleForm) => {
      const definition = toRuleDefinition(form)
      const name = form.name.trim()
      if (rule === null) {
        const id = await createRule(browserClient(), { agencyId, name, rule: definition, isOn: false })
        return { id, version: 1 }
      }
      const { conditions, options } = definition
      const version = await changeRule(browserClient(), {
        agencyId,
        ruleId: rule.id,
        version: rule.version,
        change: { name, conditions, options },
      })
      return { id: rule.id, version }
    },
    onSuccess: async ({ id, version }) => {
      // The list must know the rule before its trial opens.
      await queryClient.invalidateQueries({ queryKey: workflowKeys.all })
      if (rule === null) onCreated(id)
      else onChanged(rule, version)
    },
  })
  return {
    mutate: mutation.mutate,
    isPending: mutation.isPending,
    error: mutation.error ? toAppError(mutation.error) : null,
  }
}
