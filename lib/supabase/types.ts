import type { SupabaseClient } from '@supabase/supabase-js'
import type { Database } from '@/lib/supabase/database.types'

/** What reads and writes need of a client. The server's, the browser's and a test's all fit. */
export type DataClient = Pick<SupabaseClient<Database>, 'from' | 'rpc'>
