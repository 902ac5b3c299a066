import type { Route } from 'next'

/**
 * Every address of the app, as a function. The casts are here and nowhere else: Next's route types cannot see through
 * a template with a query string.
 */
function route(pathname: string, query: Record<string, string | undefined> = {}): Route {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, value)
  return (search.size > 0 ? `${pathname}?${search.toString()}` : pathname) as Route
}

const part = encodeURIComponent

export const paths = {
  /** One of these that was kept as a text. */
  kept: (href: string) => route(href),
  landing: () => route('/'),
  signIn: (options: { next?: string; email?: string } = {}) => route('/sign-in', options),
  signUp: (options: { next?: string } = {}) => route('/sign-up', options),
  resetPassword: (options: { step?: 'password' } = {}) => route('/auth/reset', options),
  signOut: () => '/auth/sign-out',
  token: () => '/auth/token',
  confirm: () => route('/auth/confirm'),
  health: () => '/api/health',
  backendHealth: () => '/api/health/backend',

  home: () => route('/home'),
  runs: (query?: Record<string, string | undefined>) => route('/provider/runs', query),
  /** Opens the drawer in which a run is made. */
  newRun: () => route('/provider/runs', { new: '1' }),
  run: (runId: string) => route(`/provider/runs/${part(runId)}`),
  /** The run's page with the publish dialog open. */
  publishRun: (runId: string) => route(`/provider/runs/${part(runId)}`, { publish: '1' }),
  portals: (query?: Record<string, string | undefined>) => route('/provider/portals', query),
  newPortal: () => route('/provider/portals', { new: '1' }),
  /** The run's page with the dialog open in which people are invited or told something. */
  notifyRun: (runId: string, tab: 'invite' | 'update' = 'invite') =>
    route(`/provider/runs/${part(runId)}`, { notify: tab }),
  alerts: (query?: Record<string, string | undefined>) => route('/alerts', query),
  /** What was said with all clients. */
  communications: (query?: Record<string, string | undefined>) => route('/communications', query),
  tickets: (query?: Record<string, string | undefined>) => route('/tickets', query),
  /** The list of tickets with this one opened. */
  ticket: (number: number) => route('/tickets', { ticket: String(number) }),
  /** The tickets of a list as a CSV file, of all clients or of one. */
  ticketsFile: (clientId: string | null, query?: Record<string, string | undefined>) =>
    route(clientId === null ? '/tickets/export.csv' : `/clients/${part(clientId)}/tickets/export.csv`, query),
  clients: (query?: Record<string, string | undefined>) => route('/clients', query),
  /** Opens the drawer in which a client is made. */
  newClient: () => route('/clients', { new: '1' }),
  clientOverview: (clientId: string, query?: Record<string, string | undefined>) =>
    route(`/clients/${part(clientId)}/overview`, query),
  clientCommunications: (clientId: string, query?: Record<string, string | undefined>) =>
    route(`/clients/${part(clientId)}/communications`, query),
  clientAlerts: (clientId: string, query?: Record<string, string | undefined>) =>
    route(`/clients/${part(clientId)}/alerts`, query),
  clientTickets: (clientId: string, query?: Record<string, string | undefined>) =>
    route(`/clients/${part(clientId)}/tickets`, query),
  clientDocuments: (clientId: string, query?: Record<string, string | undefined>) =>
    route(`/clients/${part(clientId)}/documents`, query),
  clientPeople: (clientId: string) => route(`/clients/${part(clientId)}/people`),
  /** What people of the client see, shown to staff. */
  clientPreview: (clientId: string, query?: { tab?: string | undefined }) =>
    route(`/clients/${part(clientId)}/preview`, query),
  clientInvoices: (clientId: string, query?: Record<string, string | undefined>) =>
    route(`/clients/${part(clientId)}/invoices`, query),
  billing: (query?: Record<string, string | undefined>) => route('/settings/billing', query),
  /** How the agency writes its invoices. */
  billingSettings: () => route('/settings/billing', { show: 'settings' }),
  /** Opens the drawer in which an invoice is written. */
  newInvoice: () => route('/settings/billing', { new: '1' }),
  invoiceFile: (invoiceId: string) => `/invoices/${part(invoiceId)}/pdf`,
  cartridges: (query?: { type?: string; of?: 'agency' }) => route('/settings/cartridges', query),
  automation: (query?: Record<string, string | undefined>) => route('/settings/automation', query),
  /** Opens the drawer in which a rule is made. */
  newRule: () => route('/settings/automation', { new: '1' }),
  settings: () => route('/settings/profile'),
  agency: () => route('/settings/agency'),
  team: () => route('/settings/team'),
  /** What somebody invited opens. The token in it is a secret. */
  claimLink: (token: string) => `/i/${part(token)}`,
  mailPreview: () => '/api/mail-preview',
  notificationSettings: () => route('/settings/notifications'),
  notifications: () => route('/notifications'),
  /** What somebody without an account chooses about our mails; `done` says what has just been changed. */
  unsubscribe: (token: string, query?: { done?: string; category?: string }) =>
    route(`/unsubscribe/${part(token)}`, query),
  /** Takes the POST of a mail program's own button, and the forms of the page above. */
  oneClickUnsubscribe: (token: string) => `/unsubscribe/${part(token)}/one-click`,

  /** Shows the invitation whose link this browser opened last; `done` and `problem` say what came of a form. */
  invitation: (query?: { done?: string; problem?: string }) => route('/i', query),
  /** Answers as any link does that nobody made. */
  noInvitation: () => route('/i/none'),
  /** Leads back to the invitation from pages that do not know of it, such as the one for signing in. */
  backToInvitation: () => route('/i/back'),
  invitationViewed: () => '/i/viewed',
  /** After accepting: `run` names the run, without one it is about the agency or client. */
  welcome: (query: { run?: string } = {}) => route('/i/welcome', query),
  sharedRuns: (query?: { problem?: string }) => route('/shared', query),
  sharedRun: (runId: string) => route(`/shared/${part(runId)}`),
  sharedRunCalendar: (runId: string) => `/shared/${part(runId)}/calendar.ics`,

  publicPortal: (slug: string, query?: Record<string, string | undefined>) =>
    route(`/p/${part(slug)}`, query),
  publicRun: (slug: string, runId: string) => route(`/p/${part(slug)}/runs/${part(runId)}`),
  publicRunCalendar: (slug: string, runId: string) => `/p/${part(slug)}/runs/${part(runId)}/calendar.ics`,
  /** Says that the portal cannot be reached and leads to `back` again. */
  publicPortalUnavailable: (slug: string, back: string) => route(`/p/${part(slug)}/unavailable`, { back }),
}
