/* eslint-disable max-lines -- one list on purpose: every code has its words, which a type holds. */
import type { AppError, ErrorCode } from '@/lib/errors'

/** What happened, in a few words, and what the person can do about it. */
export type ErrorMessage = { title: string; advice: string }

const MESSAGES: Record<ErrorCode, ErrorMessage> = {
  backend_unreachable: {
    title: 'We cannot reach the server',
    advice: 'Nothing is lost. This page tries again by itself and carries on as soon as the server answers.',
  },
  session_expired: {
    title: 'Your session ended',
    advice: 'Sign in again to carry on. What you typed is still here.',
  },
  too_many_requests: { title: 'Too many attempts', advice: 'Wait a minute, then try again.' },
  unexpected: {
    title: 'Something went wrong',
    advice: 'Try again. If it keeps happening, tell whoever runs this server what you were doing.',
  },
  code_wrong_or_expired: {
    title: 'This code is wrong or has expired',
    advice: 'Check the latest message from us, or ask for another code.',
  },
  credentials_wrong: {
    title: 'E-mail address or password is wrong',
    advice: 'Check both, sign in with an e-mailed code instead, or choose a new password.',
  },
  link_wrong_or_expired: {
    title: 'This link is used up or has expired',
    advice: 'Links work once and for one hour. Ask for another one on the sign-in page.',
  },
  password_same: { title: 'This is your present password', advice: 'Choose a different one.' },
  password_weak: {
    title: 'This password is too easy to guess',
    advice: 'Use at least 10 characters, better a few unrelated words.',
  },

  forbidden: { title: 'You may not do this', advice: 'Ask an owner or admin of your agency.' },
  not_found: { title: 'This is not here', advice: 'It may have been removed, or the address is wrong.' },
  conflict: { title: 'Somebody else changed this', advice: 'Load it again and repeat your change.' },
  duplicate: { title: 'This exists already', advice: 'Choose another name or short name.' },
  still_in_use: { title: 'Something still depends on this', advice: 'Remove what uses it first.' },
  invalid_input: { title: 'Some values cannot be saved', advice: 'Check what you entered and try again.' },
  timeout: { title: 'This took too long', advice: 'Try again, or narrow down what you are looking for.' },

  admin_required: { title: 'Only owners and admins may do this', advice: 'Ask one of them.' },
  already_member: {
    title: 'You belong to an agency already',
    advice: 'One account belongs to one agency. Use another e-mail address for a second one.',
  },
  email_unverified: {
    title: 'Your e-mail address is not confirmed',
    advice: 'Enter the code we sent you, or ask for a new one.',
  },
  invalid_name: { title: 'This name cannot be used', advice: 'Use 1 to 120 characters.' },
  invalid_slug: {
    title: 'This short name cannot be used',
    advice: 'Use 3 to 48 lowercase letters, digits and single hyphens.',
  },
  last_owner: { title: 'The last owner must stay', advice: 'Make somebody else owner first.' },
  name_is_the_persons_own: {
    title: 'People change their own name',
    advice: 'Ask them to change it in their profile.',
  },
  own_role_is_fixed: { title: 'You cannot change your own role', advice: 'Ask another owner or admin.' },
  owner_required: { title: 'Only an owner may do this', advice: 'Ask an owner of your agency.' },
  role_does_not_fit_client: {
    title: 'This role does not fit',
    advice: 'Staff belong to the agency itself; viewers belong to a client.',
  },
  slug_taken: { title: 'This short name is taken', advice: 'Choose another one.' },
  tenant_key_is_fixed: { title: 'This cannot move to another agency', advice: 'Create it there instead.' },

  invalid_market_mode: { title: 'Unknown market mode', advice: 'Choose open, by invitation or closed.' },
  invalid_portals: {
    title: 'The choice of portals is not valid',
    advice: 'Load the page again and choose once more.',
  },
  invalid_schedule: {
    title: 'The schedule runs backwards',
    advice: 'Taking down must come after going live.',
  },
  nothing_to_undo: { title: 'There is nothing to undo', advice: 'Something changed since then.' },
  portal_inactive: {
    title: 'A portal is not active',
    advice: 'Activate it, or leave it out. Nothing has been published.',
  },
  portal_not_found: {
    title: 'A portal is no longer there',
    advice: 'Load the page again and choose once more. Nothing has been published.',
  },
  portal_of_another_agency: {
    title: 'This portal belongs to somebody else',
    advice: 'Choose one of your own.',
  },
  run_incomplete: {
    title: 'The run is not complete',
    advice: 'It needs a name, and must end after it starts. Nothing has been published.',
  },
  run_not_found: { title: 'This run is not here', advice: 'It may have been removed.' },
  stale_version: {
    title: 'Somebody else published meanwhile',
    advice: 'Look at what changed, then publish again. Your choices are kept.',
  },

  claimed_by_other: {
    title: 'Somebody else has accepted this invitation',
    advice: 'If that was not you, ask the organiser for an invitation of your own.',
  },
  context_unsupported: {
    title: 'This kind of invitation cannot be accepted here',
    advice: 'Ask whoever invited you for another one.',
  },
  email_in_use: {
    title: 'Another account already uses this address',
    advice:
      'Your address is in the profile of an older account, and we do not join two accounts by themselves. Ask whoever runs this server, or invited you, to have the older one removed. Nothing is lost: an invitation waits for you.',
  },
  email_mismatch: {
    title: 'This invitation is for another address',
    advice: 'Switch to the account of the invited address.',
  },
  invitation_claimed: {
    title: 'This invitation has been accepted',
    advice: 'It cannot be changed any more. Load the page again to see who joined.',
  },
  invitation_expired: {
    title: 'This invitation has expired',
    advice: 'Ask for a new link; the person who invited you can send one in a moment.',
  },
  invitation_revoked: {
    title: 'This invitation was taken back',
    advice: 'If you think that is a mistake, ask whoever invited you.',
  },
  invitation_unknown: {
    title: 'This invitation is not here any more',
    advice: 'Open the link from the message you got once more.',
  },
  inviter_lost_rights: {
    title: 'The person who invited you may no longer do so',
    advice: 'Ask an owner or admin of the agency to invite you again.',
  },
  link_still_works: {
    title: 'This link works again',
    advice: 'Load the page once more to accept the invitation.',
  },
  run_closed: {
    title: 'This run is closed at the moment',
    advice: 'Invitations to it are kept, and work again once it is opened.',
  },
  too_many_claims: {
    title: 'You have accepted many invitations at once',
    advice: 'Wait a minute, then accept the next one.',
  },
  too_many_codes: {
    title: 'Too many codes for this invitation',
    advice: 'Your invitation is not lost.',
  },
  too_many_unknown_links: {
    title: 'Too many links were tried from here',
    advice: 'Wait a minute, then open the link from your message again.',
  },

  already_invited: {
    title: 'Somebody has invited this address again',
    advice: 'The newer invitation stands. Load the list again to see it.',
  },
  client_not_found: { title: 'This client is not here', advice: 'It may have been removed.' },
  invalid_body: { title: 'The message cannot be sent', advice: 'Write 1 to 5,000 characters.' },
  invalid_days: { title: 'This cannot be extended so far', advice: 'Choose 1 to 90 days.' },
  invalid_role: { title: 'This role does not fit', advice: 'Choose another one.' },
  invalid_rows: {
    title: 'The list cannot be read',
    advice: 'Remove the last thing you added and try again.',
  },
  invalid_subject: { title: 'The subject cannot be sent', advice: 'Write 1 to 150 characters.' },
  invalid_successor: { title: 'This person cannot take over', advice: 'Choose somebody else of your team.' },
  invitation_not_found: { title: 'This invitation is not here', advice: 'It may have been deleted.' },
  mailed_recently: {
    title: 'This address has just had mail from you',
    advice: 'Ten minutes must pass between two messages. Copy the link instead, it works at once.',
  },
  member_not_found: { title: 'This person is not here', advice: 'Somebody may have removed them already.' },
  message_not_found: {
    title: 'This message is not here',
    advice: 'Load the page again to see what was sent.',
  },
  no_email_address: {
    title: 'There is no e-mail address',
    advice: 'Copy the link and send it to their phone.',
  },
  recipient_complained: {
    title: 'They marked your mail as spam',
    advice: 'No mail goes to this address any more. Reach them another way.',
  },
  recipient_refuses_mail: {
    title: 'This address does not want mail from you',
    advice: 'Nothing was sent. Copy the link and send it another way.',
  },
  role_above_own: { title: 'This role is above your own', advice: 'Ask an owner of your agency.' },
  stakeholder_not_found: {
    title: 'This cannot be undone any more',
    advice: 'You can take somebody back for ten minutes. After that, invite them again.',
  },
  alert_has_live_twin: {
    title: 'This trouble is already open',
    advice: 'It was reported again since. Open the live alert instead.',
  },
  alert_is_resolved: {
    title: 'This alert is resolved',
    advice: 'Reopen it first if it needs somebody again.',
  },
  alert_not_found: {
    title: 'This alert is not here',
    advice: 'It may have been removed, or the address is wrong.',
  },
  assignee_unknown: {
    title: 'This person cannot have the ticket',
    advice: 'Choose somebody who is on your agency’s team now.',
  },
  comment_is_not_yours: {
    title: 'Only its author changes a comment',
    advice: 'Add one of your own instead.',
  },
  entry_is_not_yours: {
    title: 'Only its author and admins change this entry',
    advice: 'You can pin it, or log one of your own.',
  },
  invalid_alert: { title: 'This alert cannot be saved', advice: 'Give it a title of up to 200 characters.' },
  invalid_changes: { title: 'These changes cannot be saved', advice: 'Check the values and try again.' },
  invalid_cursor: { title: 'This place in the list is not known', advice: 'Load the page again.' },
  invalid_severity: { title: 'Unknown severity', advice: 'Choose low, medium, high or critical.' },
  invalid_status: { title: 'Unknown status', advice: 'Choose one of the list.' },
  note_required: { title: 'Say how it was resolved', advice: 'High and critical alerts need a note.' },
  place_is_gone: {
    title: 'The cards have moved',
    advice: 'Somebody moved the card you dropped this next to. Drop it again.',
  },
  reason_required: { title: 'Say why it is open again', advice: 'A short reason is enough.' },
  snooze_in_the_past: { title: 'This time has passed', advice: 'Choose a later one.' },
  snooze_too_long: {
    title: 'This is too long to look away',
    advice: 'Critical alerts sleep for 24 hours at most, others for 90 days.',
  },
  ticket_changed: {
    title: 'Somebody changed this ticket',
    advice: 'Look at what it says now, then repeat your change.',
  },
  ticket_is_closed: {
    title: 'This ticket is closed',
    advice: 'Open it again, or open a new one about this.',
  },
  ticket_is_internal: {
    title: 'The client does not see this ticket',
    advice: 'Share the ticket first, or write an internal note.',
  },
  ticket_not_found: {
    title: 'This ticket is not here',
    advice: 'It may have been removed, or the address is wrong.',
  },
  too_late_to_edit: { title: 'Comments change for 15 minutes', advice: 'Add another one that corrects it.' },
  too_late_to_undo: { title: 'It is too late to undo this', advice: 'Write it again if it is still needed.' },
  too_many_pins: { title: 'Three entries are pinned already', advice: 'Unpin one first.' },
  too_many_tickets: { title: 'Choose 1 to 500 tickets', advice: 'Do the rest in a second step.' },
  too_many_watchers: {
    title: 'Two hundred people watch this ticket already',
    advice: 'Somebody has to stop watching it first.',
  },
  waiting_for_whom: { title: 'Say for whom it waits', advice: 'Choose the client or a third party.' },
  successor_required: {
    title: 'They have open work',
    advice: 'Choose who takes it over, then remove them.',
  },
  too_many_links: {
    title: 'This invitation has a hundred links',
    advice: 'Reset its links, then copy a new one.',
  },
  too_many_resends: {
    title: 'You have sent ten again within the hour',
    advice: 'Copy the link instead, or wait until the hour is over.',
  },
  too_many_rows: { title: 'These are too many at once', advice: 'Send at most 1,000 in one go.' },

  cartridge_not_found: {
    title: 'This cartridge is not here any more',
    advice: 'Somebody may have deleted it. Load the page again.',
  },
  invalid_cartridge_type: {
    title: 'There is no such type of cartridge',
    advice: 'Choose style, preferences, instructions or brand.',
  },

  document_gone: {
    title: 'This document is gone for good',
    advice: 'Deleted documents are kept for 30 days. Upload it again if you still have it.',
  },
  document_not_yours: {
    title: 'This document is somebody else’s',
    advice: 'Ask whoever added it, or an admin of the agency.',
  },
  document_too_old: {
    title: 'You can delete your own uploads for one day',
    advice: 'Ask your agency to remove it.',
  },
  document_unknown: { title: 'This document is not here', advice: 'It may have been deleted.' },
  upload_differs: {
    title: 'The file did not arrive as it was announced',
    advice: 'Nothing was added. Upload it again.',
  },
  upload_missing: {
    title: 'The file did not arrive',
    advice: 'Nothing was added. Upload it again.',
  },
  upload_too_large: { title: 'This file is too large', advice: 'Files can have up to 50 MB.' },
  upload_type_refused: {
    title: 'This kind of file cannot be kept here',
    advice: 'Use PDF, Office, images, text, CSV or ZIP.',
  },

  invalid_rule: {
    title: 'This rule does not fit together',
    advice: 'Check what it waits for and what it is to do.',
  },
  made_by_a_rule: {
    title: 'A rule has made this',
    advice: 'Rules act only on what people and other systems do.',
  },
  too_many_rules: { title: 'There are fifty rules already', advice: 'Delete one that you no longer need.' },
  currency_required: {
    title: 'An invoice needs a currency',
    advice: 'Choose one, or say in Settings → Billing which one your agency bills in.',
  },
  billing_required: {
    title: 'Billing is not yours to look after',
    advice: 'An admin of your agency can give you that permission on the page about the team.',
  },
  invalid_invoice: {
    title: 'Something on this invoice cannot be saved',
    advice: 'Look at the dates, the currency and the lengths of texts.',
  },
  invalid_invoice_lines: {
    title: 'One of the lines cannot be saved',
    advice: 'Each needs a description; quantities go up to a million, rates from 0 to 100.',
  },
  invoice_changed: {
    title: 'Somebody changed this invoice meanwhile',
    advice: 'It has been loaded again. Look at it, then repeat what you wanted.',
  },
  invoice_due_before_issue: {
    title: 'It would be due before it is issued',
    advice: 'Choose a later due date, or leave it empty.',
  },
  invoice_has_no_lines: { title: 'There is nothing on this invoice yet', advice: 'Add a line first.' },
  invoice_is_draft: {
    title: 'This invoice is still a draft',
    advice: 'Send it first; for one from a supplier, mark it as to pay.',
  },
  invoice_is_fixed: {
    title: 'This invoice was sent and stays as it is',
    advice: 'Void it and write another one if something is wrong.',
  },
  invoice_is_paid: {
    title: 'This invoice is paid',
    advice: 'Take the payment back first.',
  },
  invoice_is_sent: {
    title: 'This invoice was sent already',
    advice: 'It can be paid or voided, but it is no draft any more.',
  },
  invoice_is_void: { title: 'This invoice is void for good', advice: 'Write another one in its place.' },
  invoice_needs_number: {
    title: 'The supplier and their number are missing',
    advice: 'Enter both as they are on the invoice.',
  },
  invoice_not_found: { title: 'This invoice is not here', advice: 'It may have been deleted.' },

  nobody_to_send_for: {
    title: 'There is nobody to write for yet',
    advice: 'Mails are sent in the name of an agency. Join a run first, then try again.',
  },
  too_many_muted_runs: { title: 'Too many runs are muted', advice: 'Unmute some that are over.' },
  too_many_updates: {
    title: 'Twenty updates within an hour',
    advice: 'Wait a little before you write to everybody again. What you typed is still here.',
  },
  too_many_test_mails: { title: 'Five tests an hour are enough', advice: 'Try again in an hour.' },
}

/** Words for a person, for any error the data layer can throw. */
export function errorMessage(error: AppError): ErrorMessage {
  return MESSAGES[error.code]
}
