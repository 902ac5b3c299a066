import { ticketFileResponse } from '@/app/(app)/ticket-file'

type Context = { params: Promise<{ clientId: string }> }

/** The tickets of one client under the filter in the address. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return ticketFileResponse(request, (await params).clientId)
}
