'use client'

import { useQueryClient } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { changeRule, switchAutomation, type RuleChange } from '@/lib/mutations/workflows'
import { workflowKeys, type Automation, type Rule } from '@/lib/queries/workflows'
import { browserClient } from '@/lib/supabase/browser'

const UNDO_MS = 8_000

/** What is done to rules from their list: it shows at once, can be undone, and is taken back when the server refuses. */
export function useRuleActions(agencyId: string) {
  const queryClient = useQueryClient()
  const queryKey = workflowKeys.rules(agencyId)
  const refresh = () => queryClient.invalidateQueries({ queryKey: workflowKeys.all })

  /** Resolves to whether it was done. `words` are said then, with the way back. */
  async function perform(
    show: (shown: Automation) => Automation,
    send: () => Promise<unknown>,
    words: string,
    undo: (() => Promise<unknown>) | null,
  ): Promise<boolean> {
    await queryClient.cancelQueries({ queryKey })
    const before = queryClient.getQueryData<Automation>(queryKey)
    queryClient.setQueryData<Automation>(queryKey, (shown) => shown && show(shown))
    try {
      await send()
      toast.success(words, {
        duration: UNDO_MS,
        ...(undo ? { action: { label: 'Undo', onClick: () => void undo() } } : {}),
      })
      return true
    } catch (error) {
      if (before) queryClient.setQueryData(queryKey, before)
      const { title, advice } = errorMessage(toAppError(error))
      toast.error(title, { description: advice })
      return false
    } finally {
      void refresh()
    }
  }

  const put = (rule: Rule) => (shown: Automation) => ({
    ...shown,
    rules: shown.rules.some(({ id }) => id === rule.id)
      ? shown.rules.map((one) => (one.id === rule.id ? rule : one))
      : [...shown.rules, rule],
  })
  const take = (rule: Rule) => (shown: Automation) => ({
    ...shown,
    rules: shown.rules.filter(({ id }) => id !== rule.id),
  })
  async function send(rule: Rule, version: number, change: RuleChange): Promise<number> {
    const next = await changeRule(browserClient(), { agencyId, ruleId: rule.id, version, change })
    // Whoever edits the rule before the list was read again must not be told that somebody else changed it.
    queryClient.setQueryData<Automation>(
      queryKey,
      (shown) =>
        shown && {
          ...shown,
          rules: shown.rules.map((one) => (one.id === rule.id ? { ...one, version: next } : one)),
        },
    )
    return next
  }

  async function turn(rule: Rule, isOn: boolean): Promise<boolean> {
    let version = rule.version
    const name = `“${rule.name}”`
    return perform(
      put({ ...rule, isOn }),
      async () => (version = await send(rule, rule.version, { isOn })),
      `${name} is ${isOn ? 'on' : 'off'}`,
      () =>
        perform(
          put({ ...rule, version }),
          () => send(rule, version, { isOn: !isOn }),
          `${name} is ${isOn ? 'off' : 'on'} again`,
          null,
        ),
    )
  }

  async function remove(rule: Rule): Promise<boolean> {
    let version = rule.version
    return perform(
      take(rule),
      async () => (version = await send(rule, rule.version, { isDeleted: true })),
      `“${rule.name}” is deleted`,
      () =>
        perform(
          put({ ...rule, version }),
          () => send(rule, version, { isDeleted: false }),
          `“${rule.name}” is back`,
          null,
        ),
    )
  }

  /** Says that a rule was changed, with the way back to how it was. `version` is the one that the change made. */
  function announceChange(before: Rule, version: number): void {
    const { name, conditions, options } = before
    toast.success(`“${name}” is changed`, {
      duration: UNDO_MS,
      action: {
        label: 'Undo',
        onClick: () =>
          void perform(
            put({ ...before, version }),
            () => send(before, version, { name, conditions, options }),
            `“${name}” is as it was`,
            null,
          ),
      },
    })
  }

  async function turnAll(
    shown: Pick<Automation, 'isEnabled' | 'hasSwitch'>,
    isEnabled: boolean,
  ): Promise<boolean> {
    const write = (to: boolean, hasSwitch: boolean) =>
      switchAutomation(browserClient(), { agencyId, isEnabled: to, hasSwitch })
    const show = (to: boolean) => (automation: Automation) => ({
      ...automation,
      isEnabled: to,
      hasSwitch: true,
    })
    return perform(
      show(isEnabled),
      () => write(isEnabled, shown.hasSwitch),
      isEnabled ? 'Automation is on' : 'Automation is off: no rule acts',
      () =>
        perform(
          show(!isEnabled),
          () => write(!isEnabled, true),
          isEnabled ? 'Automation is off again' : 'Automation is on again',
          null,
        ),
    )
  }

  return { turn, remove, turnAll, announceChange, refresh }
}
