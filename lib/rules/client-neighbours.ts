/** The client `step` places after the one with `id`, round and round; null when there is no other. */
export function neighbourOf<Client extends { id: string }>(
  clients: readonly Client[],
  id: string,
  step: -1 | 1,
): Client | null {
  const at = clients.findIndex((client) => client.id === id)
  // From a client that is not in the list (archived), forwards is the first one and backwards the last.
  const start = at < 0 && step === 1 ? -1 : Math.max(at, 0)
  const next = clients.at((start + step + clients.length) % Math.max(clients.length, 1))
  return next && next.id !== id ? next : null
}
