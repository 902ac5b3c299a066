'use client'

import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useForm } from 'react-hook-form'
import type { Reader } from '@/components/documents/reader'
import { refreshDocuments } from '@/components/documents/use-document-actions'
import { Button } from '@/components/ui/button'
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { changeDocument } from '@/lib/mutations/documents'
import type { Document } from '@/lib/queries/documents'
import { renameSchema, type RenameForm } from '@/lib/schemas/documents'
import { browserClient } from '@/lib/supabase/browser'

type RenameDialogProps = { reader: Reader; document: Document; onClose: () => void }

export function RenameDialog({ reader, document, onClose }: RenameDialogProps) {
  const formId = useId()
  const queryClient = useQueryClient()
  const { id, name, storagePath } = document
  const [schema] = useState(() => renameSchema({ name, isFile: storagePath !== null }))
  const { register, formState, handleSubmit } = useForm<RenameForm>({
    resolver: standardSchemaResolver(schema),
    defaultValues: { name },
  })
  const save = useMutation({
    mutationFn: (form: RenameForm) => changeDocument(browserClient(), reader, id, form),
    onSuccess: () => {
      onClose()
      return refreshDocuments(queryClient, reader)
    },
  })
  const problem = save.error ? errorMessage(toAppError(save.error)) : null
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title="Rename document" size="sm">
        <DialogBody>
          <form
            id={formId}
            noValidate
            onSubmit={(event) => void handleSubmit((form) => save.mutate(form))(event)}
            className="flex flex-col gap-4 pb-4"
          >
            {problem ? (
              <Notice tone="danger" isAlert title={problem.title}>
                {problem.advice}
              </Notice>
            ) : null}
            <Field label="Name" required error={formState.errors.name?.message}>
              {(ids) => <Input {...ids} {...register('name')} dir="auto" autoComplete="off" />}
            </Field>
          </form>
        </DialogBody>
        <DialogFooter>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" pending={save.isPending}>
            Rename
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
