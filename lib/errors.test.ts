import { describe, expect, it } from 'vitest'
import { AppError, toAppError, unwrap } from '@/lib/errors'

describe('an error becomes one code', () => {
  it.each([
    [
      'a refusal of our own function',
      { code: 'PT409', message: 'stale_version', details: '7' },
      409,
      'stale_version',
    ],
    [
      'a key of another agency',
      { code: '42501', message: 'tenant_key_is_fixed' },
      403,
      'tenant_key_is_fixed',
    ],
    ['a missing right', { code: '42501', message: 'permission denied for table runs' }, 403, 'forbidden'],
    ['a token that has ended', { code: 'PGRST303', message: 'JWT expired' }, 401, 'session_expired'],
    ['no token where one is needed', { code: 'PT401', message: 'sign_in_required' }, 401, 'session_expired'],
    ['a name that exists', { code: '23505', message: 'duplicate key value' }, 409, 'duplicate'],
    [
      'an alert that is reported while it is reopened',
      {
        code: '23505',
        message: 'duplicate key value violates unique constraint "alerts_one_live_per_trouble"',
      },
      409,
      'alert_has_live_twin',
    ],
    [
      'one watcher too many',
      {
        code: '23514',
        message: 'new row for relation "tickets" violates check constraint "tickets_watcher_ids_check"',
      },
      400,
      'too_many_watchers',
    ],
    [
      'a cartridge that two people restore at once',
      { code: '23505', message: 'duplicate key value violates unique constraint "agency_cartridges_pkey"' },
      409,
      'conflict',
    ],
    ['nobody answering', { code: '', message: 'TypeError: fetch failed' }, 0, 'backend_unreachable'],
    ['a gateway without a backend', { message: 'Bad gateway' }, 502, 'backend_unreachable'],
    ['too many requests', { message: 'slow down' }, 429, 'too_many_requests'],
    ['something nobody thought of', { code: 'XX000', message: 'boom' }, 500, 'unexpected'],
    ['nothing at all', null, undefined, 'unexpected'],
  ] as const)('%s', (_, error, status, code) => {
    expect(toAppError(error, status).code).toBe(code)
  })

  it('and survives the way from the server to an error page, where only the digest arrives', () => {
    const sent = new AppError('backend_unreachable')
    const arrived = Object.assign(new Error('An error occurred in the Server Components render.'), {
      digest: sent.digest,
    })
    expect(toAppError(arrived).code).toBe('backend_unreachable')
  })

  it('keeping the detail that a person needs next', () => {
    expect(toAppError({ code: 'PT409', message: 'stale_version', details: '7' }, 409).details).toBe('7')
  })
})

it('an answer with an error never passes for data', () => {
  expect(() => unwrap({ data: null, error: { code: '42501', message: 'no' }, status: 403 })).toThrow(AppError)
  expect(unwrap({ data: [1], error: null, status: 200 })).toEqual([1])
})
