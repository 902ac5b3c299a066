import { oneOf } from '@/lib/rules/runs'

/** The lists of a client that staff can look at as the client does. */
export const PREVIEW_LISTS = ['communications', 'alerts', 'tickets', 'documents'] as const
export type PreviewTab = 'overview' | (typeof PREVIEW_LISTS)[number]

/** Reads from an address which page of the preview is meant. */
export function parsePreviewTab(value: string | string[] | undefined): PreviewTab {
  return oneOf(PREVIEW_LISTS, [value].flat()[0]) ?? 'overview'
}
