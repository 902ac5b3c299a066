import type { QueryClient } from '@tanstack/react-query'
import {
  alertKeys,
  type AlertDetail,
  type AlertItem,
  type AlertPage,
  type AlertScope,
} from '@/lib/queries/alerts'
import { isListed, type AlertListParams } from '@/lib/rules/alert-list-params'
import { adjustCounts, stepAlert, type AlertChange } from '@/lib/rules/alerts'

/** Shows a change in every list, count and drawer as the database will make it. Returns what puts it all back. */
export async function showAlertChange(
  queryClient: QueryClient,
  alerts: readonly AlertItem[],
  change: AlertChange,
  me: string,
): Promise<() => void> {
  await queryClient.cancelQueries({ queryKey: alertKeys.all })
  const lists = queryClient.getQueriesData<AlertPage>({ queryKey: alertKeys.lists() })
  const details = queryClient.getQueriesData<AlertDetail>({ queryKey: alertKeys.details() })
  const now = new Date()
  const ids = new Set(alerts.map(({ id }) => id))

  function stepped<Alert extends AlertItem>(alert: Alert): Alert {
    const step = ids.has(alert.id) ? stepAlert(alert, change, now) : null
    if (!step || 'refusal' in step) return alert
    const { alert: next } = step
    const hasAcknowledged = next.acknowledgedAt !== alert.acknowledgedAt
    const hasResolved = next.resolvedAt !== alert.resolvedAt
    return {
      ...next,
      people: {
        ...next.people,
        ...(hasAcknowledged ? { acknowledgedBy: next.acknowledgedAt ? me : null } : {}),
        ...(hasResolved ? { resolvedBy: next.resolvedAt ? me : null } : {}),
      },
    }
  }

  for (const [key, page] of lists) {
    if (!page) continue
    const [scope, params] = key.slice(2) as [Pick<AlertScope, 'clientId'>, AlertListParams]
    const clientId = scope.clientId ?? params.clientId
    const counted = alerts.filter(({ client }) => clientId === null || client.id === clientId)
    queryClient.setQueryData<AlertPage>(key, {
      ...page,
      counts: counted.reduce(
        (counts, alert) => adjustCounts(counts, alert, stepped(alert), now),
        page.counts,
      ),
      alerts: page.alerts
        .map(stepped)
        // What has left this list for another is not here any more; all others stay where they are.
        .filter((alert) => !ids.has(alert.id) || isListed(params, alert, now)),
    })
  }
  for (const [key, detail] of details) if (detail) queryClient.setQueryData(key, stepped(detail))
  return () => {
    for (const [key, data] of [...lists, ...details]) queryClient.setQueryData(key, data)
  }
}
