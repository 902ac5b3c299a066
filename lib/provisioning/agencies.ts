import type { Sql, TransactionSql } from 'postgres'
import { OrgFailure } from '@/lib/provisioning/context'
import type { Found } from '@/lib/provisioning/report'

export interface AgencyRow {
  id: string
  slug: string
}

/** The organisations that are meant: one by its short name, or all. Throws OrgFailure when there is none of that name. */
export async function chooseAgencies(sql: Sql | TransactionSql, slug: string | null): Promise<AgencyRow[]> {
  const [found] = await sql<{ there: boolean }[]>`select to_regclass('public.agencies') is not null as there`
  if (!found?.there)
    throw new OrgFailure(
      'There is no table public.agencies here: run the migrations first, or give --layout schema-per-org.',
    )
  const rows = await sql<AgencyRow[]>`
    select id::text, slug from public.agencies where ${slug}::text is null or slug = ${slug} order by slug`
  if (slug !== null && rows.length === 0)
    throw new OrgFailure(
      `There is no organisation "${slug}". \`npm run org -- health --all\` lists those there are.`,
    )
  return [...rows]
}

/** What an organisation has to have and has not, as the function that provisioning and the settings page use says. */
export async function findMissingRows(tx: TransactionSql, agency: AgencyRow): Promise<Found[]> {
  const [found] = await tx<{ there: boolean }[]>`
    select to_regprocedure('private.missing_in_agency(uuid)') is not null as there`
  // That the function itself is missing is a finding of the structure.
  if (!found?.there) return []
  const rows = await tx<{ step: string; item: string | null; is_repairable: boolean }[]>`
    select step, item, is_repairable from private.missing_in_agency(${agency.id})`
  return rows.map(({ step, item, is_repairable: isRepairable }) => {
    const what = step.replaceAll('_', ' ')
    const subject = item === null || item === '' || item === step ? what : `${what} ${item}`
    return {
      schema: 'public',
      id: `required:${step}${subject === what ? '' : `:${item ?? ''}`}`,
      class: 'required',
      severity: 'function',
      kind: 'row',
      table: null,
      subject,
      says: `${subject} is missing`,
      expected: 'a row',
      actual: null,
      mend: {
        by: isRepairable ? 'provision' : 'person',
        sql: isRepairable ? [`select * from private.provision_agency('${agency.id}')`] : [],
      },
      facts: [],
      folded: 0,
    }
  })
}
