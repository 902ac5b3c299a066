/** What the database says about how an agency is set up, in its machine codes. */
export type AgencyHealth = {
  /** The last migration that ran: `20261121130400`. */
  version: string
  /** `portal`, `cartridge:brand`… */
  missing: string[]
  audit: {
    at: string
    status: string
    findings: number
    version: string
    /** Whether this agency was looked at, or the whole database and it with it. */
    scope: 'agency' | 'database'
  } | null
  /** The last time the operator's command changed something for this agency. */
  change: { at: string; status: string } | null
}

/** Where somebody can put it right themselves; `operator`: nobody in the agency can. */
export type Remedy = 'portals' | 'billing' | 'automation' | 'cartridges' | 'operator'

export type HealthPoint = { code: string; title: string; advice: string; remedy: Remedy }

const CARTRIDGES: Record<string, string> = {
  style: 'style',
  preference: 'preferences',
  instruction: 'rules',
  brand: 'brand',
}

const RULES: Record<string, string> = {
  'alert.critical': 'what happens at a critical alert',
  'ticket.idle': 'tickets that nobody touches',
  'run.published': 'runs that are published',
  'client.silent': 'clients that are silent',
}

/** One thing that lacks, in words for an admin: what it means for them, and what to do next. */
function pointOf(code: string): HealthPoint {
  const [step = '', item = ''] = code.split(':')
  switch (step) {
    case 'house_client':
      return {
        code,
        title: 'Your own team has no record',
        advice: 'New colleagues cannot join until it is back. Nothing else of yours is affected.',
        remedy: 'operator',
      }
    case 'owner':
      return {
        code,
        title: 'Nobody owns this agency',
        advice: 'Only an owner can make others owners, so this needs whoever runs AudienceOS for you.',
        remedy: 'operator',
      }
    case 'portal':
      return {
        code,
        title: 'There is no portal',
        advice: 'Published runs have no page to be seen on. Make one; it takes a name.',
        remedy: 'portals',
      }
    case 'billing_settings':
      return {
        code,
        title: 'Nothing says how invoices are written',
        advice: 'Enter your legal name and bank account before the first invoice goes out.',
        remedy: 'billing',
      }
    case 'workflow_settings':
      return {
        code,
        title: 'The switch for automation is missing',
        advice: 'Rules work as if it were on. Switch automation off or on once, and it is there.',
        remedy: 'automation',
      }
    case 'workflow_rule':
      return {
        code,
        title: `There is no rule for ${RULES[item] ?? item}`,
        advice: 'You can make one yourself; every agency starts with one that is switched off.',
        remedy: 'automation',
      }
    case 'cartridge':
      return {
        code,
        title: `The cartridge for your ${CARTRIDGES[item] ?? item} is missing`,
        advice: 'Assistants write with the product’s own defaults until you make one.',
        remedy: 'cartridges',
      }
    default:
      return {
        code,
        title: `Something that every agency has is missing (${code})`,
        advice: 'Whoever runs AudienceOS for you can add it without touching anything of yours.',
        remedy: 'operator',
      }
  }
}

/** Everything that lacks, in words. Notifications are one point, however many they are. */
export function healthPoints(missing: readonly string[]): HealthPoint[] {
  const words = missing.filter((code) => code.startsWith('notification_template:'))
  const points = missing.filter((code) => !code.startsWith('notification_template:')).map(pointOf)
  if (words.length === 0) return points
  return [
    ...points,
    {
      code: 'notification_template',
      title:
        words.length === 1
          ? 'One notification has no words of your own'
          : `${String(words.length)} notifications have no words of your own`,
      advice:
        'They are sent with the product’s words, so nobody misses anything. The command below adds yours.',
      remedy: 'operator',
    },
  ]
}

export type AuditWords = { title: string; advice: string | null; isFine: boolean }

/** What the last audit came to. */
export function auditWords(health: AgencyHealth): AuditWords {
  const { audit } = health
  if (!audit)
    return {
      title: 'Not audited yet',
      advice: 'Whoever runs AudienceOS for you can check at any time that everything is in place.',
      isFine: true,
    }
  const scope = audit.scope === 'database' ? ' The whole installation was looked at.' : ''
  if (audit.status === 'failed')
    return {
      title: 'The last audit could not be finished',
      advice: `Ask whoever runs AudienceOS for you to repeat it.${scope}`,
      isFine: false,
    }
  if (audit.findings > 0)
    return {
      title: audit.findings === 1 ? 'One thing was found' : `${String(audit.findings)} things were found`,
      advice: `Whoever runs AudienceOS for you has the report and decides what to mend.${scope}`,
      isFine: false,
    }
  return {
    title: 'Nothing was found',
    advice:
      audit.version !== '' && audit.version !== health.version
        ? `AudienceOS was updated since; the next audit looks at that, too.${scope}`
        : scope.trim() || null,
    isFine: true,
  }
}

/** The day in a version, `2026-11-21`, or null for one that names none. */
export function versionDay(version: string): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})\d*$/.exec(version)
  return match ? `${match[1] ?? ''}-${match[2] ?? ''}-${match[3] ?? ''}` : null
}
