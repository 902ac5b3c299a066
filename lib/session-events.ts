const EXPIRED = 'audienceos:session-expired'

/** Says in this tab that the server no longer knows who this is. The session dialog listens. */
export function announceSessionExpired(): void {
  if (typeof window !== 'undefined') window.dispatchEvent(new Event(EXPIRED))
}

/** Calls `listener` whenever the session turns out to have ended. Returns the function that stops it. */
export function onSessionExpired(listener: () => void): () => void {
  window.addEventListener(EXPIRED, listener)
  return () => window.removeEventListener(EXPIRED, listener)
}
