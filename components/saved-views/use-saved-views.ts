'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { changeView, deleteView, saveView } from '@/lib/mutations/saved-views'
import { savedViewKeys, type SavedView, type ViewPage } from '@/lib/queries/saved-views'
import { browserClient } from '@/lib/supabase/browser'

const UNDO_MS = 10_000

type NewView = { name: string; query: string; isShared: boolean }
type ViewChange = {
  view: SavedView
  change: { name?: string; query?: string; isShared?: boolean }
  said?: string
}

/** Saves, changes and deletes the views of one list. A deleted one can be brought back. */
export function useSavedViews(agencyId: string, page: ViewPage) {
  const queryClient = useQueryClient()
  const refresh = () => queryClient.invalidateQueries({ queryKey: savedViewKeys.lists(agencyId, page) })
  const complain = (error: unknown) => {
    const { title, advice } = errorMessage(toAppError(error))
    toast.error(title, { description: advice })
  }

  const save = useMutation({
    mutationFn: (view: NewView) => saveView(browserClient(), { agencyId, page, ...view }),
    onSuccess: (_, { name }) => toast.success(`“${name}” is saved`),
    onSettled: refresh,
  })
  const change = useMutation({
    mutationFn: ({ view, change: wanted }: ViewChange) =>
      changeView(browserClient(), agencyId, view.id, wanted),
    onSuccess: (_, { said }) => {
      if (said) toast.success(said)
    },
    onError: (error, { change: wanted }) => {
      // A name is refused where it is typed.
      if (wanted.name === undefined) complain(error)
    },
    onSettled: refresh,
  })
  const remove = useMutation({
    mutationFn: (view: SavedView) => deleteView(browserClient(), agencyId, view.id),
    onMutate: async (view) => {
      const queryKey = savedViewKeys.lists(agencyId, page)
      await queryClient.cancelQueries({ queryKey })
      const before = queryClient.getQueriesData<SavedView[]>({ queryKey })
      queryClient.setQueriesData<SavedView[]>({ queryKey }, (views) =>
        views?.filter(({ id }) => id !== view.id),
      )
      return before
    },
    onSuccess: (_, { name, query, isShared }) =>
      toast.success(`“${name}” is deleted`, {
        duration: UNDO_MS,
        action: {
          label: 'Undo',
          onClick: () => {
            saveView(browserClient(), { agencyId, page, name, query, isShared }).then(refresh, complain)
          },
        },
      }),
    onError: (error, _, before) => {
      for (const [key, views] of before ?? []) queryClient.setQueryData(key, views)
      complain(error)
    },
    onSettled: refresh,
  })
  return { save, change, remove }
}
