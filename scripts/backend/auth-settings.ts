import { SmtpEmailDriver } from '@supabase/lite'
import { CODE_MAILS } from '../../lib/email/code-mails'

export interface AuthOptions {
  publishableKey: string
  secretKey: string
  jwtSecret: string
  /** Origin of the app: links in mails lead there. */
  siteUrl: string
  smtp: { host: string; port: number }
  /** Lifetime of an access token; tests of expiry shorten it. */
  jwtExpirySeconds?: number
}

const TOKEN_SECONDS = 3600
const CODE_SECONDS = 3600
const MINIMUM_PASSWORD_LENGTH = 10

/** The same settings as supabase/config.toml, for the embedded API. */
export function authSettings(options: AuthOptions) {
  return {
    enabled: true,
    site_url: options.siteUrl,
    additional_redirect_urls: [`${options.siteUrl}/**`],
    jwt_secret: options.jwtSecret,
    jwt_expiry: options.jwtExpirySeconds ?? TOKEN_SECONDS,
    enable_refresh_token_rotation: true,
    refresh_token_reuse_interval: 10,
    enable_signup: true,
    minimum_password_length: MINIMUM_PASSWORD_LENGTH,
    publishable_key: options.publishableKey,
    secret_key: options.secretKey,
    email: {
      enable_signup: true,
      enable_confirmations: true,
      double_confirm_changes: true,
      otp_length: 6,
      otp_expiry: CODE_SECONDS,
      template: CODE_MAILS,
    },
  }
}

/** Hands mails to the mailbox, which is on this machine and speaks no TLS. */
export function mailDriver(smtp: AuthOptions['smtp']): SmtpEmailDriver {
  const from = { address: 'no-reply@audienceos.example', name: 'AudienceOS' }
  return new SmtpEmailDriver({ ...smtp, from, secure: false, requireTls: false, rejectUnauthorized: false })
}
