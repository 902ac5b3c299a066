'use client'

import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import type { Reader } from '@/components/documents/reader'
import { refreshDocuments } from '@/components/documents/use-document-actions'
import { Button } from '@/components/ui/button'
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { Select } from '@/components/ui/select'
import { toast } from '@/components/ui/toast'
import { useShortcut } from '@/components/ui/use-shortcut'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { addLink } from '@/lib/mutations/documents'
import { VISIBILITIES, type Visibility } from '@/lib/rules/document-list-params'
import { domainOf, isSafeLink } from '@/lib/rules/document-links'
import { VISIBILITY_WORDS } from '@/lib/rules/document-words'
import { linkSchema, type LinkForm } from '@/lib/schemas/documents'
import { browserClient } from '@/lib/supabase/browser'

type LinkDialogProps = { reader: Reader; visibility: Visibility; onClose: () => void }

/** Adds what lives elsewhere. Nothing is fetched from that address, here or on a server. */
export function LinkDialog({ reader, visibility, onClose }: LinkDialogProps) {
  const formId = useId()
  const queryClient = useQueryClient()
  const { control, register, formState, handleSubmit, setValue } = useForm<LinkForm>({
    resolver: standardSchemaResolver(linkSchema),
    defaultValues: { url: '', name: '', visibility },
  })
  const { errors, dirtyFields } = formState
  const url = useWatch({ control, name: 'url' })
  const save = useMutation({
    mutationFn: (form: LinkForm) => addLink(browserClient(), reader, form),
    onSuccess: (_, { name }) => {
      toast.success(`“${name}” is added`)
      onClose()
      return refreshDocuments(queryClient, reader)
    },
  })
  const submit = handleSubmit((form) => save.mutate(form))
  useShortcut('submit', () => void submit())
  const problem = save.error ? errorMessage(toAppError(save.error)) : null
  const address = register('url', {
    onBlur: () => {
      // The host is a better name than none, until somebody writes one.
      if (!dirtyFields.name && isSafeLink(url.trim())) setValue('name', domainOf(url.trim()))
    },
  })

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title="Add link"
        description={`To something of ${reader.clientName} that lives elsewhere.`}
      >
        <DialogBody>
          <form
            id={formId}
            noValidate
            onSubmit={(event) => void submit(event)}
            className="flex flex-col gap-5 pb-4"
          >
            {problem ? (
              <Notice tone="danger" isAlert title={problem.title}>
                {problem.advice}
              </Notice>
            ) : null}
            <Field
              label="Address"
              required
              error={errors.url?.message}
              hint={
                isSafeLink(url.trim()) ? (
                  <>
                    Leads to <strong className="font-medium text-text">{domainOf(url.trim())}</strong>
                  </>
                ) : (
                  'Begins with https://'
                )
              }
            >
              {(ids) => (
                <Input
                  {...ids}
                  {...address}
                  type="url"
                  inputMode="url"
                  autoComplete="off"
                  placeholder="https://"
                />
              )}
            </Field>
            <Field label="Name" required error={errors.name?.message}>
              {(ids) => <Input {...ids} {...register('name')} dir="auto" autoComplete="off" />}
            </Field>
            <Field label="Who sees it" error={errors.visibility?.message}>
              {(ids) => (
                <Select {...ids} {...register('visibility')}>
                  {VISIBILITIES.map((value) => (
                    <option key={value} value={value}>
                      {VISIBILITY_WORDS[value]}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </form>
        </DialogBody>
        <DialogFooter>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" pending={save.isPending}>
            Add link
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
