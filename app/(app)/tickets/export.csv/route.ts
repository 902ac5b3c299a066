import { ticketFileResponse } from '@/app/(app)/ticket-file'

/** The tickets of all clients under the filter in the address. */
export async function GET(request: Request): Promise<Response> {
  return ticketFileResponse(request, null)
}
