import type { DeliveryQueue } from '@/lib/delivery/delivery'
import {
  leaseDeliveries,
  recordDeliveries,
  runDeliveryHousekeeping,
  type WorkerClient,
} from '@/lib/mutations/deliveries'

/** The queue in the database, as `worker` (a name that only shows who has a row) uses it. */
export function deliveryQueue(supabase: WorkerClient, worker: string): DeliveryQueue {
  return {
    lease: (max, leaseSeconds) => leaseDeliveries(supabase, worker, max, leaseSeconds),
    record: (results) => recordDeliveries(supabase, results),
    keepHouse: () => runDeliveryHousekeeping(supabase),
  }
}
