export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  public: {
    Tables: {
      activity_log: {
        Row: {
          action: string
          actor_id: string | null
          agency_id: string
          client_id: string | null
          created_at: string
          id: number
          is_step: boolean
          new_values: Json | null
          old_values: Json | null
          row_id: string
          subject_id: string
          table_name: string
          actor_name: string | null
        }
        ComputedFields: 'actor_name'
        Insert: {
          action: string
          actor_id?: string | null
          agency_id: string
          client_id?: string | null
          created_at?: string
          id?: never
          is_step?: never
          new_values?: Json | null
          old_values?: Json | null
          row_id: string
          subject_id: string
          table_name: string
        }
        Update: {
          action?: string
          actor_id?: string | null
          agency_id?: string
          client_id?: string | null
          created_at?: string
          id?: never
          is_step?: never
          new_values?: Json | null
          old_values?: Json | null
          row_id?: string
          subject_id?: string
          table_name?: string
        }
        Relationships: [
          {
            foreignKeyName: 'activity_log_agency_id_fkey'
            columns: ['agency_id']
            isOneToOne: false
            referencedRelation: 'agencies'
            referencedColumns: ['id']
          },
        ]
      }
      agencies: {
        Row: {
          created_at: string
          id: string
          name: string
          settings: NonNullable<Json>
          slug: string
          updated_at: string
          alert_counts: Database['public']['CompositeTypes']['alert_counts'] | null
          incoming_counts: Database['public']['CompositeTypes']['invoice_counts'] | null
          outgoing_counts: Database['public']['CompositeTypes']['invoice_counts'] | null
          standing: Database['public']['CompositeTypes']['agency_standing'] | null
          ticket_counts: Database['public']['CompositeTypes']['ticket_counts'] | null
          waiting_invitations: Json | null
        }
        ComputedFields:
          | 'alert_counts'
          | 'incoming_counts'
          | 'outgoing_counts'
          | 'standing'
          | 'ticket_counts'
          | 'waiting_invitations'
        Insert: {
          created_at?: string
          id?: string
          name: string
          settings?: NonNullable<Json>
          slug: string
          updated_at?: string
        }
        Update: {
          created_at?: string
          id?: string
          name?: string
          settings?: NonNullable<Json>
          slug?: string
          updated_at?: string
        }
        Relationships: []
      }
      agency_cartridges: {
        Row: {
          agency_id: string
          created_at: string
          data: NonNullable<Json>
          id: string
          is_default: boolean
          locked_fields: string[]
          name: string
          type: string
          updated_at: string
          version: number
        }
        ComputedFields: never
        Insert: {
          agency_id: string
          created_at?: string
          data?: NonNullable<Json>
          id?: string
          is_default?: boolean
          locked_fields?: string[]
          name: string
          type: string
          updated_at?: string
          version?: number
        }
        Update: {
          agency_id?: string
          created_at?: string
          data?: NonNullable<Json>
          id?: string
          is_default?: boolean
          locked_fields?: string[]
          name?: string
          type?: string
          updated_at?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'agency_cartridges_agency_id_fkey'
            columns: ['agency_id']
            isOneToOne: false
            referencedRelation: 'agencies'
            referencedColumns: ['id']
          },
        ]
      }
      alerts: {
        Row: {
          acknowledged_at: string | null
          acknowledged_by: string | null
          agency_id: string
          client_id: string
          created_at: string
          created_by: string | null
          dedup_key: string | null
          description: string | null
          id: string
          last_seen_at: string
          occurrences: number
          previous_alert_id: string | null
          reopen_reason: string | null
          reopened_count: number
          resolution_note: string | null
          resolved_at: string | null
          resolved_by: string | null
          severity: string
          severity_rank: number | null
          snoozed_until: string | null
          source: string
          status: string
          ticket_id: string | null
          title: string
          updated_at: string
          version: number
          visibility: string
          people_names: Json | null
          ticket_number: number | null
        }
        ComputedFields: 'people_names' | 'ticket_number'
        Insert: {
          acknowledged_at?: string | null
          acknowledged_by?: string | null
          agency_id: string
          client_id: string
          created_at?: string
          created_by?: string | null
          dedup_key?: string | null
          description?: string | null
          id?: string
          last_seen_at?: string
          occurrences?: number
          previous_alert_id?: string | null
          reopen_reason?: string | null
          reopened_count?: number
          resolution_note?: string | null
          resolved_at?: string | null
          resolved_by?: string | null
          severity?: string
          severity_rank?: never
          snoozed_until?: string | null
          source?: string
          status?: string
          ticket_id?: string | null
          title: string
          updated_at?: string
          version?: number
          visibility?: string
        }
        Update: {
          acknowledged_at?: string | null
          acknowledged_by?: string | null
          agency_id?: string
          client_id?: string
          created_at?: string
          created_by?: string | null
          dedup_key?: string | null
          description?: string | null
          id?: string
          last_seen_at?: string
          occurrences?: number
          previous_alert_id?: string | null
          reopen_reason?: string | null
          reopened_count?: number
          resolution_note?: string | null
          resolved_at?: string | null
          resolved_by?: string | null
          severity?: string
          severity_rank?: never
          snoozed_until?: string | null
          source?: string
          status?: string
          ticket_id?: string | null
          title?: string
          updated_at?: string
          version?: number
          visibility?: string
        }
        Relationships: [
          {
            foreignKeyName: 'alerts_agency_id_client_id_fkey'
            columns: ['agency_id', 'client_id']
            isOneToOne: false
            referencedRelation: 'clients'
            referencedColumns: ['agency_id', 'id']
          },
          {
            foreignKeyName: 'alerts_agency_id_fkey'
            columns: ['agency_id']
            isOneToOne: false
            referencedRelation: 'agencies'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'alerts_agency_id_previous_alert_id_fkey'
            columns: ['agency_id', 'previous_alert_id']
            isOneToOne: false
            referencedRelation: 'alerts'
            referencedColumns: ['agency_id', 'id']
          },
          {
            foreignKeyName: 'alerts_agency_id_ticket_id_fkey'
            columns: ['agency_id', 'ticket_id']
            isOneToOne: false
            referencedRelation: 'tickets'
            referencedColumns: ['agency_id', 'id']
          },
        ]
      }
      billing_settings: {
        Row: {
          address: string | null
          agency_id: string
          bank_name: string | null
          bic: string | null
          created_at: string
          currency: string
          footer: string | null
          iban: string | null
          id: string
          legal_name: string | null
          number_prefix: string
          payment_days: number
          tax_id: string | null
          tax_rate: number
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          address?: string | null
          agency_id: string
          bank_name?: string | null
          bic?: string | null
          created_at?: string
          currency?: string
          footer?: string | null
          iban?: string | null
          id?: string
          legal_name?: string | null
          number_prefix?: string
          payment_days?: number
          tax_id?: string | null
          tax_rate?: number
          updated_at?: string
        }
        Update: {
          address?: string | null
          agency_id?: string
          bank_name?: string | null
          bic?: string | null
          created_at?: string
          currency?: string
          footer?: string | null
          iban?: string | null
          id?: string
          legal_name?: string | null
          number_prefix?: string
          payment_days?: number
          tax_id?: string | null
          tax_rate?: number
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'billing_settings_agency_id_fkey'
            columns: ['agency_id']
            isOneToOne: true
            referencedRelation: 'agencies'
            referencedColumns: ['id']
          },
        ]
      }
      brand_cartridges: {
        Row: {
          blueprint_112: Json | null
          company_name: string | null
          core_values: Json | null
          created_at: string
          id: string
          industry: string | null
          name: string
          target_audience: string | null
          updated_at: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          blueprint_112?: Json | null
          company_name?: string | null
          core_values?: Json | null
          created_at?: string
          id?: string
          industry?: string | null
          name: string
          target_audience?: string | null
          updated_at?: string
          user_id: string
        }
        Update: {
          blueprint_112?: Json | null
          company_name?: string | null
          core_values?: Json | null
          created_at?: string
          id?: string
          industry?: string | null
          name?: string
          target_audience?: string | null
          updated_at?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'brand_cartridges_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'users'
            referencedColumns: ['id']
          },
        ]
      }
      cartridge_versions: {
        Row: {
          action: string
          actor_id: string | null
          agency_id: string | null
          cartridge_id: string
          created_at: string
          data: NonNullable<Json>
          id: string
          is_default: boolean
          locked_fields: string[]
          name: string
          type: string
          user_id: string | null
        }
        ComputedFields: never
        Insert: {
          action: string
          actor_id?: string | null
          agency_id?: string | null
          cartridge_id: string
          created_at?: string
          data: NonNullable<Json>
          id?: string
          is_default?: boolean
          locked_fields?: string[]
          name: string
          type: string
          user_id?: string | null
        }
        Update: {
          action?: string
          actor_id?: string | null
          agency_id?: string | null
          cartridge_id?: string
          created_at?: string
          data?: NonNullable<Json>
          id?: string
          is_default?: boolean
          locked_fields?: string[]
          name?: string
          type?: string
          user_id?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'cartridge_versions_agency_id_fkey'
            columns: ['agency_id']
            isOneToOne: false
            referencedRelation: 'agencies'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'cartridge_versions_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'users'
            referencedColumns: ['id']
          },
        ]
      }
      cc_external_contact_points: {
        Row: {
          created_at: string
          created_by: string | null
          id: string
          kind: string
          name: string | null
          tenant_id: string
          updated_at: string
          value: string
          value_norm: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          created_by?: string | null
          id?: string
          kind: string
          name?: string | null
          tenant_id: string
          updated_at?: string
          value: string
          value_norm?: never
        }
        Update: {
          created_at?: string
          created_by?: string | null
          id?: string
          kind?: string
          name?: string | null
          tenant_id?: string
          updated_at?: string
          value?: string
          value_norm?: never
        }
        Relationships: [
          {
            foreignKeyName: 'cc_external_contact_points_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'agencies'
            referencedColumns: ['id']
          },
        ]
      }
      cc_invitation_tokens: {
        Row: {
          channel: string
          created_at: string
          created_by: string | null
          id: string
          invitation_id: string
          revoked_at: string | null
          tenant_id: string
          token_hash: string
        }
        ComputedFields: never
        Insert: {
          channel: string
          created_at?: string
          created_by?: string | null
          id?: string
          invitation_id: string
          revoked_at?: string | null
          tenant_id: string
          token_hash: string
        }
        Update: {
          channel?: string
          created_at?: string
          created_by?: string | null
          id?: string
          invitation_id?: string
          revoked_at?: string | null
          tenant_id?: string
          token_hash?: string
        }
        Relationships: [
          {
            foreignKeyName: 'cc_invitation_tokens_tenant_id_invitation_id_fkey'
            columns: ['tenant_id', 'invitation_id']
            isOneToOne: false
            referencedRelation: 'cc_invitations'
            referencedColumns: ['inviter_tenant_id', 'id']
          },
        ]
      }
      cc_invitations: {
        Row: {
          batch_id: string | null
          claim_token_expires_at: string
          claimed_at: string | null
          claimed_by: string | null
          client_id: string | null
          context_id: string
          context_name: string | null
          context_type: Database['public']['Enums']['cc_invitation_context']
          created_at: string
          decline_reason: string | null
          declined_at: string | null
          email_norm: string | null
          id: string
          invitee_email: string | null
          invitee_name: string | null
          invitee_phone: string | null
          invitee_role: string
          inviter_individual_id: string | null
          inviter_party_id: string | null
          inviter_tenant_id: string
          message: string | null
          metadata: NonNullable<Json>
          next_reminder_at: string | null
          reminder_count: number
          reminders_enabled: boolean
          revoked_at: string | null
          revoked_by: string | null
          run_id: string | null
          sent_at: string | null
          status: string
          updated_at: string
          viewed_at: string | null
        }
        ComputedFields: never
        Insert: {
          batch_id?: string | null
          claim_token_expires_at?: string
          claimed_at?: string | null
          claimed_by?: string | null
          client_id?: never
          context_id: string
          context_name?: string | null
          context_type: Database['public']['Enums']['cc_invitation_context']
          created_at?: string
          decline_reason?: string | null
          declined_at?: string | null
          email_norm?: string | null
          id?: string
          invitee_email?: string | null
          invitee_name?: string | null
          invitee_phone?: string | null
          invitee_role: string
          inviter_individual_id?: string | null
          inviter_party_id?: string | null
          inviter_tenant_id: string
          message?: string | null
          metadata?: NonNullable<Json>
          next_reminder_at?: string | null
          reminder_count?: number
          reminders_enabled?: boolean
          revoked_at?: string | null
          revoked_by?: string | null
          run_id?: never
          sent_at?: string | null
          status?: string
          updated_at?: string
          viewed_at?: string | null
        }
        Update: {
          batch_id?: string | null
          claim_token_expires_at?: string
          claimed_at?: string | null
          claimed_by?: string | null
          client_id?: never
          context_id?: string
          context_name?: string | null
          context_type?: Database['public']['Enums']['cc_invitation_context']
          created_at?: string
          decline_reason?: string | null
          declined_at?: string | null
          email_norm?: string | null
          id?: string
          invitee_email?: string | null
          invitee_name?: string | null
          invitee_phone?: string | null
          invitee_role?: string
          inviter_individual_id?: string | null
          inviter_party_id?: string | null
          inviter_tenant_id?: string
          message?: string | null
          metadata?: NonNullable<Json>
          next_reminder_at?: string | null
          reminder_count?: number
          reminders_enabled?: boolean
          revoked_at?: string | null
          revoked_by?: string | null
          run_id?: never
          sent_at?: string | null
          status?: string
          updated_at?: string
          viewed_at?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'cc_invitations_inviter_individual_id_fkey'
            columns: ['inviter_individual_id']
            isOneToOne: false
            referencedRelation: 'users'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'cc_invitations_inviter_tenant_id_client_id_fkey'
            columns: ['inviter_tenant_id', 'client_id']
            isOneToOne: false
            referencedRelation: 'clients'
            referencedColumns: ['agency_id', 'id']
          },
          {
            foreignKeyName: 'cc_invitations_inviter_tenant_id_fkey'
            columns: ['inviter_tenant_id']
            isOneToOne: false
            referencedRelation: 'agencies'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'cc_invitations_inviter_tenant_id_run_id_fkey'
            columns: ['inviter_tenant_id', 'run_id']
            isOneToOne: false
            referencedRelation: 'cc_n3_runs'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      cc_n3_runs: {
        Row: {
          created_at: string
          created_by: string | null
          description: string | null
          ends_at: string | null
          id: string
          market_mode: string
          metadata: NonNullable<Json>
          name: string
          portal_id: string | null
          publish_version: number
          starts_at: string | null
          status: string
          tenant_id: string
          updated_at: string
          zone_id: string | null
          run_people: Json | null
        }
        ComputedFields: 'run_people'
        Insert: {
          created_at?: string
          created_by?: string | null
          description?: string | null
          ends_at?: string | null
          id?: string
          market_mode?: string
          metadata?: NonNullable<Json>
          name: string
          portal_id?: string | null
          publish_version?: number
          starts_at?: string | null
          status?: string
          tenant_id: string
          updated_at?: string
          zone_id?: string | null
        }
        Update: {
          created_at?: string
          created_by?: string | null
          description?: string | null
          ends_at?: string | null
          id?: string
          market_mode?: string
          metadata?: NonNullable<Json>
          name?: string
          portal_id?: string | null
          publish_version?: number
          starts_at?: string | null
          status?: string
          tenant_id?: string
          updated_at?: string
          zone_id?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'cc_n3_runs_portal_id_fkey'
            columns: ['portal_id']
            isOneToOne: false
            referencedRelation: 'cc_portals'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'cc_n3_runs_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'agencies'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'cc_n3_runs_tenant_id_zone_id_fkey'
            columns: ['tenant_id', 'zone_id']
            isOneToOne: false
            referencedRelation: 'cc_zones'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      cc_notification_deliveries: {
        Row: {
          address: string
          attempt_log: NonNullable<Json>
          attempts: number
          category: string
          channel: string
          created_at: string
          created_by: string | null
          delivered_at: string | null
          event_key: string | null
          failure: string | null
          id: string
          idempotency_key: string
          invitation_id: string | null
          is_required: boolean
          lane: number
          last_error: string | null
          lease_token: string | null
          lease_until: string | null
          next_attempt_at: string
          notification_id: string | null
          payload: NonNullable<Json>
          provider: string | null
          provider_message_id: string | null
          recipient_individual_id: string | null
          run_id: string | null
          sent_at: string | null
          skip_reason: string | null
          status: string
          template: string
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          address: string
          attempt_log?: NonNullable<Json>
          attempts?: number
          category: string
          channel?: string
          created_at?: string
          created_by?: string | null
          delivered_at?: string | null
          event_key?: string | null
          failure?: string | null
          id?: string
          idempotency_key: string
          invitation_id?: string | null
          is_required?: boolean
          lane?: number
          last_error?: string | null
          lease_token?: string | null
          lease_until?: string | null
          next_attempt_at?: string
          notification_id?: string | null
          payload?: NonNullable<Json>
          provider?: string | null
          provider_message_id?: string | null
          recipient_individual_id?: string | null
          run_id?: never
          sent_at?: string | null
          skip_reason?: string | null
          status?: string
          template: string
          tenant_id: string
          updated_at?: string
        }
        Update: {
          address?: string
          attempt_log?: NonNullable<Json>
          attempts?: number
          category?: string
          channel?: string
          created_at?: string
          created_by?: string | null
          delivered_at?: string | null
          event_key?: string | null
          failure?: string | null
          id?: string
          idempotency_key?: string
          invitation_id?: string | null
          is_required?: boolean
          lane?: number
          last_error?: string | null
          lease_token?: string | null
          lease_until?: string | null
          next_attempt_at?: string
          notification_id?: string | null
          payload?: NonNullable<Json>
          provider?: string | null
          provider_message_id?: string | null
          recipient_individual_id?: string | null
          run_id?: never
          sent_at?: string | null
          skip_reason?: string | null
          status?: string
          template?: string
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'cc_notification_deliveries_recipient_individual_id_fkey'
            columns: ['recipient_individual_id']
            isOneToOne: false
            referencedRelation: 'users'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'cc_notification_deliveries_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'agencies'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'cc_notification_deliveries_tenant_id_invitation_id_fkey'
            columns: ['tenant_id', 'invitation_id']
            isOneToOne: false
            referencedRelation: 'cc_invitations'
            referencedColumns: ['inviter_tenant_id', 'id']
          },
          {
            foreignKeyName: 'cc_notification_deliveries_tenant_id_notification_id_fkey'
            columns: ['tenant_id', 'notification_id']
            isOneToOne: false
            referencedRelation: 'cc_notifications'
            referencedColumns: ['sender_tenant_id', 'id']
          },
        ]
      }
      cc_notification_preferences: {
        Row: {
          created_at: string
          digest_hour: number
          digest_weekday: number
          id: string
          individual_id: string
          muted_run_ids: string[]
          overrides: NonNullable<Json>
          quiet_days: number[]
          quiet_end: string | null
          quiet_start: string | null
          time_zone: string
          updated_at: string
          muted_runs: Json | null
        }
        ComputedFields: 'muted_runs'
        Insert: {
          created_at?: string
          digest_hour?: number
          digest_weekday?: number
          id?: string
          individual_id: string
          muted_run_ids?: string[]
          overrides?: NonNullable<Json>
          quiet_days?: number[]
          quiet_end?: string | null
          quiet_start?: string | null
          time_zone?: string
          updated_at?: string
        }
        Update: {
          created_at?: string
          digest_hour?: number
          digest_weekday?: number
          id?: string
          individual_id?: string
          muted_run_ids?: string[]
          overrides?: NonNullable<Json>
          quiet_days?: number[]
          quiet_end?: string | null
          quiet_start?: string | null
          time_zone?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'cc_notification_preferences_individual_id_fkey'
            columns: ['individual_id']
            isOneToOne: true
            referencedRelation: 'users'
            referencedColumns: ['id']
          },
        ]
      }
      cc_notification_templates: {
        Row: {
          action_label: string | null
          body: string
          category: string
          created_at: string
          default_channels: string[]
          id: string
          is_required: boolean
          priority: string
          subject: string
          tenant_id: string | null
          type: string
          variables: string[]
          version: number
        }
        ComputedFields: never
        Insert: {
          action_label?: string | null
          body: string
          category: string
          created_at?: string
          default_channels?: string[]
          id?: string
          is_required?: boolean
          priority?: string
          subject: string
          tenant_id?: string | null
          type: string
          variables?: string[]
          version?: number
        }
        Update: {
          action_label?: string | null
          body?: string
          category?: string
          created_at?: string
          default_channels?: string[]
          id?: string
          is_required?: boolean
          priority?: string
          subject?: string
          tenant_id?: string | null
          type?: string
          variables?: string[]
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'cc_notification_templates_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'agencies'
            referencedColumns: ['id']
          },
        ]
      }
      cc_notifications: {
        Row: {
          action_label: string | null
          action_url: string | null
          archived_at: string | null
          body: string
          category: string
          channels: string[]
          context_data: NonNullable<Json>
          context_id: string | null
          context_type: string | null
          created_at: string
          dedupe_key: string
          group_key: string | null
          id: string
          priority: string
          read_at: string | null
          recipient_individual_id: string
          seen_at: string | null
          sender_tenant_id: string
          short_body: string | null
          subject: string
          type: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          action_label?: string | null
          action_url?: string | null
          archived_at?: string | null
          body?: string
          category: string
          channels?: string[]
          context_data?: NonNullable<Json>
          context_id?: string | null
          context_type?: string | null
          created_at?: string
          dedupe_key: string
          group_key?: string | null
          id?: string
          priority?: string
          read_at?: string | null
          recipient_individual_id: string
          seen_at?: string | null
          sender_tenant_id: string
          short_body?: string | null
          subject: string
          type: string
          updated_at?: string
        }
        Update: {
          action_label?: string | null
          action_url?: string | null
          archived_at?: string | null
          body?: string
          category?: string
          channels?: string[]
          context_data?: NonNullable<Json>
          context_id?: string | null
          context_type?: string | null
          created_at?: string
          dedupe_key?: string
          group_key?: string | null
          id?: string
          priority?: string
          read_at?: string | null
          recipient_individual_id?: string
          seen_at?: string | null
          sender_tenant_id?: string
          short_body?: string | null
          subject?: string
          type?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'cc_notifications_recipient_individual_id_fkey'
            columns: ['recipient_individual_id']
            isOneToOne: false
            referencedRelation: 'users'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'cc_notifications_sender_tenant_id_fkey'
            columns: ['sender_tenant_id']
            isOneToOne: false
            referencedRelation: 'agencies'
            referencedColumns: ['id']
          },
        ]
      }
      cc_portals: {
        Row: {
          created_at: string
          default_zone_id: string | null
          id: string
          is_active: boolean
          name: string
          owning_tenant_id: string | null
          primary_audience: Database['public']['Enums']['cc_portal_audience']
          slug: string
          status: Database['public']['Enums']['cc_portal_status']
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          default_zone_id?: string | null
          id?: string
          is_active?: boolean
          name: string
          owning_tenant_id?: string | null
          primary_audience?: Database['public']['Enums']['cc_portal_audience']
          slug: string
          status?: Database['public']['Enums']['cc_portal_status']
          updated_at?: string
        }
        Update: {
          created_at?: string
          default_zone_id?: string | null
          id?: string
          is_active?: boolean
          name?: string
          owning_tenant_id?: string | null
          primary_audience?: Database['public']['Enums']['cc_portal_audience']
          slug?: string
          status?: Database['public']['Enums']['cc_portal_status']
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'cc_portals_owning_tenant_id_default_zone_id_fkey'
            columns: ['owning_tenant_id', 'default_zone_id']
            isOneToOne: false
            referencedRelation: 'cc_zones'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'cc_portals_owning_tenant_id_fkey'
            columns: ['owning_tenant_id']
            isOneToOne: false
            referencedRelation: 'agencies'
            referencedColumns: ['id']
          },
        ]
      }
      cc_run_portal_publications: {
        Row: {
          created_at: string
          id: string
          listing: string
          portal_id: string
          publish_at: string
          published_at: string
          published_by: string | null
          run_id: string
          tenant_id: string
          unpublish_at: string | null
          unpublished_at: string | null
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          id?: string
          listing?: string
          portal_id: string
          publish_at?: string
          published_at?: string
          published_by?: string | null
          run_id: string
          tenant_id: string
          unpublish_at?: string | null
          unpublished_at?: string | null
          updated_at?: string
        }
        Update: {
          created_at?: string
          id?: string
          listing?: string
          portal_id?: string
          publish_at?: string
          published_at?: string
          published_by?: string | null
          run_id?: string
          tenant_id?: string
          unpublish_at?: string | null
          unpublished_at?: string | null
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'cc_run_portal_publications_portal_id_fkey'
            columns: ['portal_id']
            isOneToOne: false
            referencedRelation: 'cc_portals'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'cc_run_portal_publications_tenant_id_run_id_fkey'
            columns: ['tenant_id', 'run_id']
            isOneToOne: false
            referencedRelation: 'cc_n3_runs'
            referencedColumns: ['tenant_id', 'id']
          },
        ]
      }
      cc_run_stakeholders: {
        Row: {
          created_at: string
          id: string
          invitation_id: string | null
          role: string
          run_id: string
          tenant_id: string
          updated_at: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          id?: string
          invitation_id?: string | null
          role?: string
          run_id: string
          tenant_id: string
          updated_at?: string
          user_id: string
        }
        Update: {
          created_at?: string
          id?: string
          invitation_id?: string | null
          role?: string
          run_id?: string
          tenant_id?: string
          updated_at?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'cc_run_stakeholders_tenant_id_invitation_id_fkey'
            columns: ['tenant_id', 'invitation_id']
            isOneToOne: false
            referencedRelation: 'cc_invitations'
            referencedColumns: ['inviter_tenant_id', 'id']
          },
          {
            foreignKeyName: 'cc_run_stakeholders_tenant_id_run_id_fkey'
            columns: ['tenant_id', 'run_id']
            isOneToOne: false
            referencedRelation: 'cc_n3_runs'
            referencedColumns: ['tenant_id', 'id']
          },
          {
            foreignKeyName: 'cc_run_stakeholders_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'users'
            referencedColumns: ['id']
          },
        ]
      }
      cc_suppressions: {
        Row: {
          address_hash: string
          category: string | null
          created_at: string
          id: string
          reason: string
          tenant_id: string | null
        }
        ComputedFields: never
        Insert: {
          address_hash: string
          category?: string | null
          created_at?: string
          id?: string
          reason: string
          tenant_id?: string | null
        }
        Update: {
          address_hash?: string
          category?: string | null
          created_at?: string
          id?: string
          reason?: string
          tenant_id?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'cc_suppressions_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'agencies'
            referencedColumns: ['id']
          },
        ]
      }
      cc_zones: {
        Row: {
          created_at: string
          id: string
          name: string
          tenant_id: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          id?: string
          name: string
          tenant_id: string
          updated_at?: string
        }
        Update: {
          created_at?: string
          id?: string
          name?: string
          tenant_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'cc_zones_tenant_id_fkey'
            columns: ['tenant_id']
            isOneToOne: false
            referencedRelation: 'agencies'
            referencedColumns: ['id']
          },
        ]
      }
      clients: {
        Row: {
          agency_id: string
          created_at: string
          id: string
          is_house: boolean
          name: string
          notes: string | null
          status: string
          updated_at: string
          website: string | null
          alert_counts: Database['public']['CompositeTypes']['alert_counts'] | null
          invoice_counts: Database['public']['CompositeTypes']['invoice_counts'] | null
          ticket_counts: Database['public']['CompositeTypes']['ticket_counts'] | null
          time_zone: string | null
          waiting_invitations: Json | null
          work_counts: Database['public']['CompositeTypes']['work_counts'] | null
        }
        ComputedFields:
          | 'alert_counts'
          | 'invoice_counts'
          | 'ticket_counts'
          | 'time_zone'
          | 'waiting_invitations'
          | 'work_counts'
        Insert: {
          agency_id: string
          created_at?: string
          id?: string
          is_house?: boolean
          name: string
          notes?: string | null
          status?: string
          updated_at?: string
          website?: string | null
        }
        Update: {
          agency_id?: string
          created_at?: string
          id?: string
          is_house?: boolean
          name?: string
          notes?: string | null
          status?: string
          updated_at?: string
          website?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'clients_agency_id_fkey'
            columns: ['agency_id']
            isOneToOne: false
            referencedRelation: 'agencies'
            referencedColumns: ['id']
          },
        ]
      }
      communications: {
        Row: {
          agency_id: string
          author_id: string | null
          body: string | null
          client_id: string
          created_at: string
          direction: string | null
          duration_min: number | null
          external_id: string | null
          external_source: string | null
          id: string
          occurred_at: string
          participants: NonNullable<Json>
          pinned_at: string | null
          subject: string | null
          timestamp: string | null
          type: string
          updated_at: string
          visibility: string
          author_name: string | null
        }
        ComputedFields: 'author_name'
        Insert: {
          agency_id: string
          author_id?: string | null
          body?: string | null
          client_id: string
          created_at?: string
          direction?: string | null
          duration_min?: number | null
          external_id?: string | null
          external_source?: string | null
          id?: string
          occurred_at?: string
          participants?: NonNullable<Json>
          pinned_at?: string | null
          subject?: string | null
          timestamp?: never
          type: string
          updated_at?: string
          visibility?: string
        }
        Update: {
          agency_id?: string
          author_id?: string | null
          body?: string | null
          client_id?: string
          created_at?: string
          direction?: string | null
          duration_min?: number | null
          external_id?: string | null
          external_source?: string | null
          id?: string
          occurred_at?: string
          participants?: NonNullable<Json>
          pinned_at?: string | null
          subject?: string | null
          timestamp?: never
          type?: string
          updated_at?: string
          visibility?: string
        }
        Relationships: [
          {
            foreignKeyName: 'communications_agency_id_client_id_fkey'
            columns: ['agency_id', 'client_id']
            isOneToOne: false
            referencedRelation: 'clients'
            referencedColumns: ['agency_id', 'id']
          },
        ]
      }
      documents: {
        Row: {
          agency_id: string
          client_id: string
          created_at: string
          deleted_at: string | null
          deleted_by: string | null
          id: string
          kind: string
          name: string
          size_bytes: number | null
          status: string
          storage_path: string | null
          type: string | null
          updated_at: string
          uploaded_by: string | null
          url: string | null
          visibility: string
          uploader_name: string | null
        }
        ComputedFields: 'uploader_name'
        Insert: {
          agency_id: string
          client_id: string
          created_at?: string
          deleted_at?: string | null
          deleted_by?: string | null
          id?: string
          kind: string
          name: string
          size_bytes?: number | null
          status?: string
          storage_path?: string | null
          type?: string | null
          updated_at?: string
          uploaded_by?: string | null
          url?: string | null
          visibility?: string
        }
        Update: {
          agency_id?: string
          client_id?: string
          created_at?: string
          deleted_at?: string | null
          deleted_by?: string | null
          id?: string
          kind?: string
          name?: string
          size_bytes?: number | null
          status?: string
          storage_path?: string | null
          type?: string | null
          updated_at?: string
          uploaded_by?: string | null
          url?: string | null
          visibility?: string
        }
        Relationships: [
          {
            foreignKeyName: 'documents_agency_id_client_id_fkey'
            columns: ['agency_id', 'client_id']
            isOneToOne: false
            referencedRelation: 'clients'
            referencedColumns: ['agency_id', 'id']
          },
        ]
      }
      instruction_cartridges: {
        Row: {
          constraints: Json | null
          created_at: string
          examples: Json | null
          id: string
          name: string
          rules: Json | null
          updated_at: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          constraints?: Json | null
          created_at?: string
          examples?: Json | null
          id?: string
          name: string
          rules?: Json | null
          updated_at?: string
          user_id: string
        }
        Update: {
          constraints?: Json | null
          created_at?: string
          examples?: Json | null
          id?: string
          name?: string
          rules?: Json | null
          updated_at?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'instruction_cartridges_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'users'
            referencedColumns: ['id']
          },
        ]
      }
      invoice_lines: {
        Row: {
          agency_id: string
          created_at: string
          description: string
          id: string
          invoice_id: string
          net_minor: number
          position: number
          quantity: number
          tax_minor: number
          tax_rate: number
          unit_price_minor: number
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          agency_id: string
          created_at?: string
          description: string
          id?: string
          invoice_id: string
          net_minor?: never
          position?: number
          quantity?: number
          tax_minor?: never
          tax_rate?: number
          unit_price_minor?: number
          updated_at?: string
        }
        Update: {
          agency_id?: string
          created_at?: string
          description?: string
          id?: string
          invoice_id?: string
          net_minor?: never
          position?: number
          quantity?: number
          tax_minor?: never
          tax_rate?: number
          unit_price_minor?: number
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'invoice_lines_agency_id_invoice_id_fkey'
            columns: ['agency_id', 'invoice_id']
            isOneToOne: false
            referencedRelation: 'invoices'
            referencedColumns: ['agency_id', 'id']
          },
        ]
      }
      invoices: {
        Row: {
          agency_id: string
          client_id: string | null
          created_at: string
          created_by: string | null
          currency: string
          due_on: string | null
          due_order: string | null
          id: string
          issued_on: string | null
          notes: string | null
          number: string | null
          paid_at: string | null
          party_address: string | null
          party_name: string | null
          sender: Json | null
          sent_at: string | null
          sequence_no: number | null
          status: string
          subtotal_minor: number
          tax_minor: number
          total_minor: number
          type: string
          updated_at: string
          version: number
          voided_at: string | null
          tax_by_rate: Database['public']['CompositeTypes']['tax_share'][] | null
        }
        ComputedFields: 'tax_by_rate'
        Insert: {
          agency_id: string
          client_id?: string | null
          created_at?: string
          created_by?: string | null
          currency?: string
          due_on?: string | null
          due_order?: never
          id?: string
          issued_on?: string | null
          notes?: string | null
          number?: string | null
          paid_at?: string | null
          party_address?: string | null
          party_name?: string | null
          sender?: Json | null
          sent_at?: string | null
          sequence_no?: number | null
          status?: string
          subtotal_minor?: number
          tax_minor?: number
          total_minor?: number
          type?: string
          updated_at?: string
          version?: number
          voided_at?: string | null
        }
        Update: {
          agency_id?: string
          client_id?: string | null
          created_at?: string
          created_by?: string | null
          currency?: string
          due_on?: string | null
          due_order?: never
          id?: string
          issued_on?: string | null
          notes?: string | null
          number?: string | null
          paid_at?: string | null
          party_address?: string | null
          party_name?: string | null
          sender?: Json | null
          sent_at?: string | null
          sequence_no?: number | null
          status?: string
          subtotal_minor?: number
          tax_minor?: number
          total_minor?: number
          type?: string
          updated_at?: string
          version?: number
          voided_at?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'invoices_agency_id_client_id_fkey'
            columns: ['agency_id', 'client_id']
            isOneToOne: false
            referencedRelation: 'clients'
            referencedColumns: ['agency_id', 'id']
          },
          {
            foreignKeyName: 'invoices_agency_id_fkey'
            columns: ['agency_id']
            isOneToOne: false
            referencedRelation: 'agencies'
            referencedColumns: ['id']
          },
        ]
      }
      org_schema_ledger: {
        Row: {
          actor: string
          agency_id: string | null
          command: string
          created: NonNullable<Json>
          duration_ms: number
          error: string | null
          findings: number
          fingerprint_after: string
          fingerprint_before: string
          finished_at: string
          id: string
          layout: string
          plan_hash: string
          started_at: string
          statements: number
          status: string
          target: string
          tool_version: string
          version: string
        }
        ComputedFields: never
        Insert: {
          actor?: string
          agency_id?: string | null
          command?: string
          created?: NonNullable<Json>
          duration_ms?: number
          error?: string | null
          findings?: number
          fingerprint_after?: string
          fingerprint_before?: string
          finished_at?: string
          id?: string
          layout: string
          plan_hash?: string
          started_at?: string
          statements?: number
          status: string
          target: string
          tool_version?: string
          version?: string
        }
        Update: {
          actor?: string
          agency_id?: string | null
          command?: string
          created?: NonNullable<Json>
          duration_ms?: number
          error?: string | null
          findings?: number
          fingerprint_after?: string
          fingerprint_before?: string
          finished_at?: string
          id?: string
          layout?: string
          plan_hash?: string
          started_at?: string
          statements?: number
          status?: string
          target?: string
          tool_version?: string
          version?: string
        }
        Relationships: [
          {
            foreignKeyName: 'org_schema_ledger_agency_id_fkey'
            columns: ['agency_id']
            isOneToOne: false
            referencedRelation: 'agencies'
            referencedColumns: ['id']
          },
        ]
      }
      preference_cartridges: {
        Row: {
          created_at: string
          formality: string | null
          id: string
          languages: Json | null
          name: string
          response_length: string | null
          updated_at: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          formality?: string | null
          id?: string
          languages?: Json | null
          name: string
          response_length?: string | null
          updated_at?: string
          user_id: string
        }
        Update: {
          created_at?: string
          formality?: string | null
          id?: string
          languages?: Json | null
          name?: string
          response_length?: string | null
          updated_at?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'preference_cartridges_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'users'
            referencedColumns: ['id']
          },
        ]
      }
      saved_views: {
        Row: {
          agency_id: string
          created_at: string
          id: string
          is_shared: boolean
          name: string
          owner_id: string
          page: string
          query: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          agency_id: string
          created_at?: string
          id?: string
          is_shared?: boolean
          name: string
          owner_id?: string
          page: string
          query?: string
          updated_at?: string
        }
        Update: {
          agency_id?: string
          created_at?: string
          id?: string
          is_shared?: boolean
          name?: string
          owner_id?: string
          page?: string
          query?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'saved_views_agency_id_fkey'
            columns: ['agency_id']
            isOneToOne: false
            referencedRelation: 'agencies'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'saved_views_owner_id_fkey'
            columns: ['owner_id']
            isOneToOne: false
            referencedRelation: 'users'
            referencedColumns: ['id']
          },
        ]
      }
      style_cartridges: {
        Row: {
          call_to_action_style: string | null
          created_at: string
          id: string
          name: string
          tone: string | null
          updated_at: string
          use_emojis: boolean | null
          user_id: string
          vocabulary_level: string | null
        }
        ComputedFields: never
        Insert: {
          call_to_action_style?: string | null
          created_at?: string
          id?: string
          name: string
          tone?: string | null
          updated_at?: string
          use_emojis?: boolean | null
          user_id: string
          vocabulary_level?: string | null
        }
        Update: {
          call_to_action_style?: string | null
          created_at?: string
          id?: string
          name?: string
          tone?: string | null
          updated_at?: string
          use_emojis?: boolean | null
          user_id?: string
          vocabulary_level?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'style_cartridges_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'users'
            referencedColumns: ['id']
          },
        ]
      }
      ticket_comments: {
        Row: {
          agency_id: string
          author_id: string | null
          body: string
          client_id: string
          created_at: string
          deleted_at: string | null
          edited_at: string | null
          id: string
          mentions: string[]
          ticket_id: string
          updated_at: string
          visibility: string
          author_name: string | null
        }
        ComputedFields: 'author_name'
        Insert: {
          agency_id: string
          author_id?: string | null
          body: string
          client_id: string
          created_at?: string
          deleted_at?: string | null
          edited_at?: string | null
          id?: string
          mentions?: string[]
          ticket_id: string
          updated_at?: string
          visibility?: string
        }
        Update: {
          agency_id?: string
          author_id?: string | null
          body?: string
          client_id?: string
          created_at?: string
          deleted_at?: string | null
          edited_at?: string | null
          id?: string
          mentions?: string[]
          ticket_id?: string
          updated_at?: string
          visibility?: string
        }
        Relationships: [
          {
            foreignKeyName: 'ticket_comments_agency_id_client_id_fkey'
            columns: ['agency_id', 'client_id']
            isOneToOne: false
            referencedRelation: 'clients'
            referencedColumns: ['agency_id', 'id']
          },
          {
            foreignKeyName: 'ticket_comments_agency_id_client_id_ticket_id_fkey'
            columns: ['agency_id', 'client_id', 'ticket_id']
            isOneToOne: false
            referencedRelation: 'tickets'
            referencedColumns: ['agency_id', 'client_id', 'id']
          },
        ]
      }
      tickets: {
        Row: {
          agency_id: string
          assignee_id: string | null
          client_id: string
          closed_at: string | null
          created_at: string
          created_by: string | null
          description: string | null
          due_on: string | null
          id: string
          is_live: boolean | null
          number: number
          previous_ticket_id: string | null
          priority: string
          priority_rank: number | null
          rank: number
          resolved_at: string | null
          source_alert_id: string | null
          status: string
          title: string
          updated_at: string
          version: number
          visibility: string
          waiting_for: string | null
          watcher_ids: string[]
          assignee_name: string | null
          client_name: string | null
          creator_name: string | null
          previous_number: number | null
          source_alert: Database['public']['CompositeTypes']['source_alert'] | null
          ticket_events: Database['public']['CompositeTypes']['ticket_event'][] | null
        }
        ComputedFields:
          | 'assignee_name'
          | 'client_name'
          | 'creator_name'
          | 'previous_number'
          | 'source_alert'
          | 'ticket_events'
        Insert: {
          agency_id: string
          assignee_id?: string | null
          client_id: string
          closed_at?: string | null
          created_at?: string
          created_by?: string | null
          description?: string | null
          due_on?: string | null
          id?: string
          is_live?: never
          number?: number
          previous_ticket_id?: string | null
          priority?: string
          priority_rank?: never
          rank?: number
          resolved_at?: string | null
          source_alert_id?: string | null
          status?: string
          title: string
          updated_at?: string
          version?: number
          visibility?: string
          waiting_for?: string | null
          watcher_ids?: string[]
        }
        Update: {
          agency_id?: string
          assignee_id?: string | null
          client_id?: string
          closed_at?: string | null
          created_at?: string
          created_by?: string | null
          description?: string | null
          due_on?: string | null
          id?: string
          is_live?: never
          number?: number
          previous_ticket_id?: string | null
          priority?: string
          priority_rank?: never
          rank?: number
          resolved_at?: string | null
          source_alert_id?: string | null
          status?: string
          title?: string
          updated_at?: string
          version?: number
          visibility?: string
          waiting_for?: string | null
          watcher_ids?: string[]
        }
        Relationships: [
          {
            foreignKeyName: 'tickets_agency_id_client_id_fkey'
            columns: ['agency_id', 'client_id']
            isOneToOne: false
            referencedRelation: 'clients'
            referencedColumns: ['agency_id', 'id']
          },
          {
            foreignKeyName: 'tickets_agency_id_client_id_previous_ticket_id_fkey'
            columns: ['agency_id', 'client_id', 'previous_ticket_id']
            isOneToOne: false
            referencedRelation: 'tickets'
            referencedColumns: ['agency_id', 'client_id', 'id']
          },
          {
            foreignKeyName: 'tickets_agency_id_fkey'
            columns: ['agency_id']
            isOneToOne: false
            referencedRelation: 'agencies'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'tickets_agency_id_source_alert_id_fkey'
            columns: ['agency_id', 'source_alert_id']
            isOneToOne: false
            referencedRelation: 'alerts'
            referencedColumns: ['agency_id', 'id']
          },
          {
            foreignKeyName: 'tickets_assignee_id_fkey'
            columns: ['assignee_id']
            isOneToOne: false
            referencedRelation: 'users'
            referencedColumns: ['id']
          },
        ]
      }
      users: {
        Row: {
          client_id: string | null
          created_at: string
          email: string
          full_name: string | null
          id: string
          permissions: NonNullable<Json>
          role: Database['public']['Enums']['user_role']
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          client_id?: string | null
          created_at?: string
          email: string
          full_name?: string | null
          id: string
          permissions?: NonNullable<Json>
          role?: Database['public']['Enums']['user_role']
          updated_at?: string
        }
        Update: {
          client_id?: string | null
          created_at?: string
          email?: string
          full_name?: string | null
          id?: string
          permissions?: NonNullable<Json>
          role?: Database['public']['Enums']['user_role']
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'users_client_id_fkey'
            columns: ['client_id']
            isOneToOne: false
            referencedRelation: 'clients'
            referencedColumns: ['id']
          },
        ]
      }
      workflow_executions: {
        Row: {
          agency_id: string
          client_id: string | null
          created_at: string
          detail: string | null
          event_key: string
          happened_at: string
          id: string
          people_told: number
          product_id: string | null
          product_label: string | null
          product_type: string | null
          status: string
          subject_id: string
          subject_label: string
          subject_type: string
          trigger_id: string
        }
        ComputedFields: never
        Insert: {
          agency_id: string
          client_id?: string | null
          created_at?: string
          detail?: string | null
          event_key: string
          happened_at: string
          id?: string
          people_told?: number
          product_id?: string | null
          product_label?: string | null
          product_type?: string | null
          status: string
          subject_id: string
          subject_label: string
          subject_type: string
          trigger_id: string
        }
        Update: {
          agency_id?: string
          client_id?: string | null
          created_at?: string
          detail?: string | null
          event_key?: string
          happened_at?: string
          id?: string
          people_told?: number
          product_id?: string | null
          product_label?: string | null
          product_type?: string | null
          status?: string
          subject_id?: string
          subject_label?: string
          subject_type?: string
          trigger_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'workflow_executions_agency_id_client_id_fkey'
            columns: ['agency_id', 'client_id']
            isOneToOne: false
            referencedRelation: 'clients'
            referencedColumns: ['agency_id', 'id']
          },
          {
            foreignKeyName: 'workflow_executions_agency_id_fkey'
            columns: ['agency_id']
            isOneToOne: false
            referencedRelation: 'agencies'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'workflow_executions_agency_id_trigger_id_fkey'
            columns: ['agency_id', 'trigger_id']
            isOneToOne: false
            referencedRelation: 'workflow_triggers'
            referencedColumns: ['agency_id', 'id']
          },
        ]
      }
      workflow_settings: {
        Row: {
          agency_id: string
          created_at: string
          enabled_at: string
          id: string
          is_enabled: boolean
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          agency_id: string
          created_at?: string
          enabled_at?: string
          id?: string
          is_enabled?: boolean
          updated_at?: string
        }
        Update: {
          agency_id?: string
          created_at?: string
          enabled_at?: string
          id?: string
          is_enabled?: boolean
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'workflow_settings_agency_id_fkey'
            columns: ['agency_id']
            isOneToOne: true
            referencedRelation: 'agencies'
            referencedColumns: ['id']
          },
        ]
      }
      workflow_triggers: {
        Row: {
          action: string
          agency_id: string
          conditions: NonNullable<Json>
          created_at: string
          created_by: string | null
          deleted_at: string | null
          event: string
          id: string
          is_on: boolean
          name: string
          on_since: string | null
          options: NonNullable<Json>
          updated_at: string
          version: number
          named: Json | null
          tally: Json | null
        }
        ComputedFields: 'named' | 'tally'
        Insert: {
          action: string
          agency_id: string
          conditions?: NonNullable<Json>
          created_at?: string
          created_by?: string | null
          deleted_at?: string | null
          event: string
          id?: string
          is_on?: boolean
          name: string
          on_since?: string | null
          options?: NonNullable<Json>
          updated_at?: string
          version?: number
        }
        Update: {
          action?: string
          agency_id?: string
          conditions?: NonNullable<Json>
          created_at?: string
          created_by?: string | null
          deleted_at?: string | null
          event?: string
          id?: string
          is_on?: boolean
          name?: string
          on_since?: string | null
          options?: NonNullable<Json>
          updated_at?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'workflow_triggers_agency_id_fkey'
            columns: ['agency_id']
            isOneToOne: false
            referencedRelation: 'agencies'
            referencedColumns: ['id']
          },
        ]
      }
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      actor_name: {
        Args: {
          entry: Omit<
            Database['public']['Tables']['activity_log']['Row'],
            Database['public']['Tables']['activity_log']['ComputedFields']
          >
        }
        Returns: string
      }
      agency_health: {
        Args: Record<PropertyKey, never>
        Returns: {
          audit_findings: number
          audit_scope: string
          audit_status: string
          audit_version: string
          audited_at: string
          changed_at: string
          changed_status: string
          missing: string[]
          version: string
        }[]
      }
      agency_overview: {
        Args: Record<PropertyKey, never>
        Returns: {
          clients: Database['public']['CompositeTypes']['client_standing'][]
          today: string
          weeks: Database['public']['CompositeTypes']['agency_week'][]
        }[]
      }
      alert_counts:
        | {
            Args: {
              agency: Omit<
                Database['public']['Tables']['agencies']['Row'],
                Database['public']['Tables']['agencies']['ComputedFields']
              >
            }
            Returns: Database['public']['CompositeTypes']['alert_counts']
            SetofOptions: {
              from: 'agencies'
              to: 'alert_counts'
              isOneToOne: true
              isSetofReturn: false
            }
          }
        | {
            Args: {
              client: Omit<
                Database['public']['Tables']['clients']['Row'],
                Database['public']['Tables']['clients']['ComputedFields']
              >
            }
            Returns: Database['public']['CompositeTypes']['alert_counts']
            SetofOptions: {
              from: 'clients'
              to: 'alert_counts'
              isOneToOne: true
              isSetofReturn: false
            }
          }
      alert_to_ticket: {
        Args: { alert_id: string }
        Returns: {
          is_new: boolean
          number: number
          ticket_id: string
        }[]
      }
      allow_claim_attempt: {
        Args: { kind: string; token: string }
        Returns: {
          email: string
        }[]
      }
      ask_for_new_link: {
        Args: { token: string }
        Returns: {
          state: string
        }[]
      }
      assignee_name: {
        Args: {
          ticket: Omit<
            Database['public']['Tables']['tickets']['Row'],
            Database['public']['Tables']['tickets']['ComputedFields']
          >
        }
        Returns: string
      }
      author_name:
        | {
            Args: {
              comment: Omit<
                Database['public']['Tables']['ticket_comments']['Row'],
                Database['public']['Tables']['ticket_comments']['ComputedFields']
              >
            }
            Returns: string
          }
        | {
            Args: {
              entry: Omit<
                Database['public']['Tables']['communications']['Row'],
                Database['public']['Tables']['communications']['ComputedFields']
              >
            }
            Returns: string
          }
      bulk_update_tickets: {
        Args: { changes: Json; ticket_ids: string[] }
        Returns: Database['public']['CompositeTypes']['changed_ticket'][]
        SetofOptions: {
          from: '*'
          to: 'changed_ticket'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      change_invitation_role: {
        Args: { invitation_id: string; role: string }
        Returns: {
          invitation_id: string
          status: string
        }[]
      }
      claim_invitation: {
        Args: { token: string }
        Returns: {
          context_id: string
          context_type: Database['public']['Enums']['cc_invitation_context']
          role: string
          state: string
        }[]
      }
      claim_my_invitation: {
        Args: { invitation_id: string }
        Returns: {
          context_id: string
          context_type: Database['public']['Enums']['cc_invitation_context']
          role: string
          state: string
        }[]
      }
      client_name: {
        Args: {
          ticket: Omit<
            Database['public']['Tables']['tickets']['Row'],
            Database['public']['Tables']['tickets']['ComputedFields']
          >
        }
        Returns: string
      }
      client_overview: {
        Args: { client_id: string }
        Returns: {
          counts: Database['public']['CompositeTypes']['work_counts']
          id: string
          is_house: boolean
          name: string
          notes: string
          people: Database['public']['Tables']['users']['Row'][]
          people_count: number
          pinned: Database['public']['Tables']['communications']['Row'][]
          recent: Database['public']['CompositeTypes']['timeline_entry'][]
          standing: Database['public']['CompositeTypes']['client_standing']
          status: string
          today: string
          website: string
        }[]
      }
      client_timeline: {
        Args: { before?: string; client_id: string; kinds?: string[]; page_size?: number }
        Returns: Database['public']['CompositeTypes']['timeline_entry'][]
        SetofOptions: {
          from: '*'
          to: 'timeline_entry'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      count_run_people: {
        Args: { run_id: string }
        Returns: {
          declined: number
          ended: number
          everybody: number
          joined: number
          undelivered: number
          waiting: number
        }[]
      }
      create_member_invitations: {
        Args: { client_id: string; dry_run?: boolean; rows: Json }
        Returns: {
          invitation_id: string
          outcome: string
          row_no: number
          token: string
        }[]
      }
      create_run_invitations: {
        Args: { dry_run?: boolean; rows: Json; run_id: string }
        Returns: {
          invitation_id: string
          outcome: string
          row_no: number
          token: string
        }[]
      }
      creator_name: {
        Args: {
          ticket: Omit<
            Database['public']['Tables']['tickets']['Row'],
            Database['public']['Tables']['tickets']['ComputedFields']
          >
        }
        Returns: string
      }
      decline_invitation: {
        Args: { reason?: string; token: string }
        Returns: {
          state: string
        }[]
      }
      delete_document: {
        Args: { document_id: string }
        Returns: {
          agency_id: string
          client_id: string
          created_at: string
          deleted_at: string | null
          deleted_by: string | null
          id: string
          kind: string
          name: string
          size_bytes: number | null
          status: string
          storage_path: string | null
          type: string | null
          updated_at: string
          uploaded_by: string | null
          url: string | null
          visibility: string
        }
        SetofOptions: {
          from: '*'
          to: 'documents'
          isOneToOne: true
          isSetofReturn: true
        }
      }
      documents_to_sweep: {
        Args: { max_rows?: number }
        Returns: {
          document_id: string
          storage_path: string
        }[]
      }
      dry_run_workflow: {
        Args: { action: string; conditions: Json; event: string; options: Json }
        Returns: {
          client_id: string
          client_name: string
          happened_at: string
          label: string
          number: number
          people: number
          subject_id: string
          subject_type: string
          total: number
        }[]
      }
      effective_cartridge: {
        Args: { type: string }
        Returns: {
          field: string
          is_locked: boolean
          source: string
          source_id: string
          value: Json
        }[]
      }
      extend_invitation: {
        Args: { days: number; invitation_id: string }
        Returns: {
          expires_at: string
          invitation_id: string
        }[]
      }
      finalize_document: {
        Args: { document_id: string }
        Returns: {
          agency_id: string
          client_id: string
          created_at: string
          deleted_at: string | null
          deleted_by: string | null
          id: string
          kind: string
          name: string
          size_bytes: number | null
          status: string
          storage_path: string | null
          type: string | null
          updated_at: string
          uploaded_by: string | null
          url: string | null
          visibility: string
        }
        SetofOptions: {
          from: '*'
          to: 'documents'
          isOneToOne: true
          isSetofReturn: true
        }
      }
      find_invoices: {
        Args: { query: string }
        Returns: {
          agency_id: string
          client_id: string | null
          created_at: string
          created_by: string | null
          currency: string
          due_on: string | null
          due_order: string | null
          id: string
          issued_on: string | null
          notes: string | null
          number: string | null
          paid_at: string | null
          party_address: string | null
          party_name: string | null
          sender: Json | null
          sent_at: string | null
          sequence_no: number | null
          status: string
          subtotal_minor: number
          tax_minor: number
          total_minor: number
          type: string
          updated_at: string
          version: number
          voided_at: string | null
        }[]
        SetofOptions: {
          from: '*'
          to: 'invoices'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      find_runs: {
        Args: { query: string }
        Returns: {
          created_at: string
          created_by: string | null
          description: string | null
          ends_at: string | null
          id: string
          market_mode: string
          metadata: NonNullable<Json>
          name: string
          portal_id: string | null
          publish_version: number
          starts_at: string | null
          status: string
          tenant_id: string
          updated_at: string
          zone_id: string | null
        }[]
        SetofOptions: {
          from: '*'
          to: 'cc_n3_runs'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      find_tickets: {
        Args: { client_id?: string; query: string }
        Returns: {
          agency_id: string
          assignee_id: string | null
          client_id: string
          closed_at: string | null
          created_at: string
          created_by: string | null
          description: string | null
          due_on: string | null
          id: string
          is_live: boolean | null
          number: number
          previous_ticket_id: string | null
          priority: string
          priority_rank: number | null
          rank: number
          resolved_at: string | null
          source_alert_id: string | null
          status: string
          title: string
          updated_at: string
          version: number
          visibility: string
          waiting_for: string | null
          watcher_ids: string[]
        }[]
        SetofOptions: {
          from: '*'
          to: 'tickets'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      forget_documents: {
        Args: { document_ids: string[] }
        Returns: {
          forgotten: number
        }[]
      }
      inbox_counts: {
        Args: Record<PropertyKey, never>
        Returns: {
          unread: number
          unseen: number
        }[]
      }
      incoming_counts: {
        Args: {
          agency: Omit<
            Database['public']['Tables']['agencies']['Row'],
            Database['public']['Tables']['agencies']['ComputedFields']
          >
        }
        Returns: Database['public']['CompositeTypes']['invoice_counts']
        SetofOptions: {
          from: 'agencies'
          to: 'invoice_counts'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      invitation_link: {
        Args: { invitation_id: string }
        Returns: {
          expires_at: string
          token: string
        }[]
      }
      invoice_counts: {
        Args: {
          client: Omit<
            Database['public']['Tables']['clients']['Row'],
            Database['public']['Tables']['clients']['ComputedFields']
          >
        }
        Returns: Database['public']['CompositeTypes']['invoice_counts']
        SetofOptions: {
          from: 'clients'
          to: 'invoice_counts'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      lease_deliveries: {
        Args: { lease_seconds: number; max: number; worker: string }
        Returns: Database['public']['CompositeTypes']['leased_delivery'][]
        SetofOptions: {
          from: '*'
          to: 'leased_delivery'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      list_message_recipients: {
        Args: {
          after_email?: string
          after_id?: string
          is_failed?: boolean
          message_key: string
          run_id: string
        }
        Returns: Database['public']['CompositeTypes']['message_recipient'][]
        SetofOptions: {
          from: '*'
          to: 'message_recipient'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      list_run_messages: {
        Args: { before?: string; before_key?: string; run_id: string }
        Returns: Database['public']['CompositeTypes']['run_message'][]
        SetofOptions: {
          from: '*'
          to: 'run_message'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      list_run_people: {
        Args: { before?: string; before_id?: string; group_name?: string; run_id: string; search?: string }
        Returns: Database['public']['CompositeTypes']['run_person'][]
        SetofOptions: {
          from: '*'
          to: 'run_person'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      mark_all_notifications_read: {
        Args: { category?: string; up_to: string }
        Returns: {
          marked: number
          stamp: string
        }[]
      }
      mark_invitation_viewed: {
        Args: { token: string }
        Returns: {
          state: string
        }[]
      }
      move_ticket: {
        Args: { after_id: string; expected_version: number; status: string; ticket_id: string }
        Returns: {
          rank: number
          status: string
          ticket_id: string
          version: number
        }[]
      }
      mute_run: {
        Args: { muted: boolean; run_id: string }
        Returns: {
          is_muted: boolean
        }[]
      }
      muted_runs: {
        Args: {
          preferences: Omit<
            Database['public']['Tables']['cc_notification_preferences']['Row'],
            Database['public']['Tables']['cc_notification_preferences']['ComputedFields']
          >
        }
        Returns: Json
      }
      my_invitations: {
        Args: Record<PropertyKey, never>
        Returns: Database['public']['CompositeTypes']['waiting_invitation'][]
        SetofOptions: {
          from: '*'
          to: 'waiting_invitation'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      named: {
        Args: {
          rule: Omit<
            Database['public']['Tables']['workflow_triggers']['Row'],
            Database['public']['Tables']['workflow_triggers']['ComputedFields']
          >
        }
        Returns: Json
      }
      notify_run_stakeholders: {
        Args: { body: string; run_id: string; subject: string }
        Returns: {
          recipients: number
        }[]
      }
      open_invitation: {
        Args: { token: string }
        Returns: Database['public']['CompositeTypes']['invitation_view'][]
        SetofOptions: {
          from: '*'
          to: 'invitation_view'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      outgoing_counts: {
        Args: {
          agency: Omit<
            Database['public']['Tables']['agencies']['Row'],
            Database['public']['Tables']['agencies']['ComputedFields']
          >
        }
        Returns: Database['public']['CompositeTypes']['invoice_counts']
        SetofOptions: {
          from: 'agencies'
          to: 'invoice_counts'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      people_names: {
        Args: {
          alert: Omit<
            Database['public']['Tables']['alerts']['Row'],
            Database['public']['Tables']['alerts']['ComputedFields']
          >
        }
        Returns: Json
      }
      portal_page: {
        Args: { slug: string }
        Returns: {
          default_zone: string
          name: string
          portal_id: string
          portal_slug: string
          primary_audience: Database['public']['Enums']['cc_portal_audience']
          runs: Database['public']['CompositeTypes']['portal_listing'][]
        }[]
      }
      portal_run: {
        Args: { run_id: string; slug: string }
        Returns: {
          portal_id: string
          portal_name: string
          portal_slug: string
          run: Database['public']['CompositeTypes']['portal_listing']
        }[]
      }
      portal_sitemap: {
        Args: Record<PropertyKey, never>
        Returns: {
          portal_slug: string
          run_id: string
          updated_at: string
        }[]
      }
      preference_decision: {
        Args: { category: string; channel: string; user: string }
        Returns: {
          decision: string
          is_required: boolean
          next_at: string
          reason: string
        }[]
      }
      previous_number: {
        Args: {
          ticket: Omit<
            Database['public']['Tables']['tickets']['Row'],
            Database['public']['Tables']['tickets']['ComputedFields']
          >
        }
        Returns: number
      }
      publish_run: {
        Args: { expected_version: number; market_mode: string; portals: Json; run_id: string }
        Returns: {
          outcome: string
          portal_id: string
          reason: string
        }[]
      }
      raise_alert: {
        Args: { client_id: string; dedup_key: string; description?: string; severity: string; title: string }
        Returns: Database['public']['CompositeTypes']['raised_alert'][]
        SetofOptions: {
          from: '*'
          to: 'raised_alert'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      record_deliveries: {
        Args: { results: Json }
        Returns: {
          applied: boolean
          delivery_id: string
        }[]
      }
      record_delivery_event: {
        Args: { detail?: string; event_id: string; kind: string; provider_message_id: string }
        Returns: {
          applied: boolean
        }[]
      }
      register_agency: {
        Args: { name: string; slug: string }
        Returns: {
          agency_id: string
          client_id: string
          portal_id: string
          slug: string
        }[]
      }
      remove_member: {
        Args: { successor_id?: string; user_id: string }
        Returns: {
          moved_invitations: number
          moved_tickets: number
          user_id: string
        }[]
      }
      replay_delivery: {
        Args: { delivery_id: string }
        Returns: {
          delivery_id: string
          status: string
        }[]
      }
      replay_run_message: {
        Args: { message_key: string; run_id: string }
        Returns: {
          replayed: number
        }[]
      }
      resend_invitation: {
        Args: { invitation_id: string }
        Returns: {
          delivery_id: string
          next_attempt_at: string
        }[]
      }
      reset_invitation_links: {
        Args: { invitation_id: string }
        Returns: {
          invitation_id: string
          revoked_links: number
        }[]
      }
      restore_cartridge: {
        Args: { cartridge_id: string; version_id?: string }
        Returns: {
          id: string
          type: string
          was_deleted: boolean
        }[]
      }
      restore_document: {
        Args: { document_id: string }
        Returns: {
          agency_id: string
          client_id: string
          created_at: string
          deleted_at: string | null
          deleted_by: string | null
          id: string
          kind: string
          name: string
          size_bytes: number | null
          status: string
          storage_path: string | null
          type: string | null
          updated_at: string
          uploaded_by: string | null
          url: string | null
          visibility: string
        }
        SetofOptions: {
          from: '*'
          to: 'documents'
          isOneToOne: true
          isSetofReturn: true
        }
      }
      restore_invitation: {
        Args: { invitation_id: string }
        Returns: {
          invitation_id: string
          status: string
        }[]
      }
      restore_stakeholder: {
        Args: { stakeholder_id: string }
        Returns: {
          role: string
          stakeholder_id: string
        }[]
      }
      resubscribe: {
        Args: { category?: string; token: string }
        Returns: {
          done: boolean
        }[]
      }
      revoke_invitation: {
        Args: { invitation_id: string }
        Returns: {
          invitation_id: string
          status: string
        }[]
      }
      run_delivery_housekeeping: {
        Args: Record<PropertyKey, never>
        Returns: {
          digests: number
          expired: number
          expired_leases: number
          expiring: number
          reminders: number
        }[]
      }
      run_people: {
        Args: {
          run: Omit<
            Database['public']['Tables']['cc_n3_runs']['Row'],
            Database['public']['Tables']['cc_n3_runs']['ComputedFields']
          >
        }
        Returns: Json
      }
      save_invoice: {
        Args: { expected_version: number; invoice: Json; invoice_id: string; lines: Json }
        Returns: {
          id: string
          subtotal_minor: number
          tax_minor: number
          total_minor: number
          version: number
        }[]
      }
      search_all: {
        Args: { client_id?: string; query: string }
        Returns: Database['public']['CompositeTypes']['search_hit'][]
        SetofOptions: {
          from: '*'
          to: 'search_hit'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      send_test_notification: {
        Args: Record<PropertyKey, never>
        Returns: {
          delivery_id: string
        }[]
      }
      set_default_cartridge: {
        Args: { cartridge_id: string }
        Returns: {
          default_id: string
          previous_id: string
        }[]
      }
      set_invitation_reminders: {
        Args: { enabled: boolean; invitation_id: string }
        Returns: {
          invitation_id: string
          status: string
        }[]
      }
      shared_page: {
        Args: { run_id?: string }
        Returns: {
          invitations: Database['public']['CompositeTypes']['waiting_invitation'][]
          runs: Database['public']['CompositeTypes']['shared_run'][]
          updates: Database['public']['CompositeTypes']['run_update'][]
        }[]
      }
      shared_runs: {
        Args: { run_id?: string }
        Returns: Database['public']['CompositeTypes']['shared_run'][]
        SetofOptions: {
          from: '*'
          to: 'shared_run'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      source_alert: {
        Args: {
          ticket: Omit<
            Database['public']['Tables']['tickets']['Row'],
            Database['public']['Tables']['tickets']['ComputedFields']
          >
        }
        Returns: Database['public']['CompositeTypes']['source_alert']
        SetofOptions: {
          from: 'tickets'
          to: 'source_alert'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      standing: {
        Args: {
          agency: Omit<
            Database['public']['Tables']['agencies']['Row'],
            Database['public']['Tables']['agencies']['ComputedFields']
          >
        }
        Returns: Database['public']['CompositeTypes']['agency_standing']
        SetofOptions: {
          from: 'agencies'
          to: 'agency_standing'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      stop_invitations: {
        Args: { report?: string; token: string }
        Returns: {
          state: string
        }[]
      }
      tally: {
        Args: {
          rule: Omit<
            Database['public']['Tables']['workflow_triggers']['Row'],
            Database['public']['Tables']['workflow_triggers']['ComputedFields']
          >
        }
        Returns: Json
      }
      tax_by_rate: {
        Args: {
          invoice: Omit<
            Database['public']['Tables']['invoices']['Row'],
            Database['public']['Tables']['invoices']['ComputedFields']
          >
        }
        Returns: Database['public']['CompositeTypes']['tax_share'][]
      }
      ticket_counts:
        | {
            Args: {
              agency: Omit<
                Database['public']['Tables']['agencies']['Row'],
                Database['public']['Tables']['agencies']['ComputedFields']
              >
            }
            Returns: Database['public']['CompositeTypes']['ticket_counts']
            SetofOptions: {
              from: 'agencies'
              to: 'ticket_counts'
              isOneToOne: true
              isSetofReturn: false
            }
          }
        | {
            Args: {
              client: Omit<
                Database['public']['Tables']['clients']['Row'],
                Database['public']['Tables']['clients']['ComputedFields']
              >
            }
            Returns: Database['public']['CompositeTypes']['ticket_counts']
            SetofOptions: {
              from: 'clients'
              to: 'ticket_counts'
              isOneToOne: true
              isSetofReturn: false
            }
          }
      ticket_events: {
        Args: {
          ticket: Omit<
            Database['public']['Tables']['tickets']['Row'],
            Database['public']['Tables']['tickets']['ComputedFields']
          >
        }
        Returns: Database['public']['CompositeTypes']['ticket_event'][]
      }
      ticket_number: {
        Args: {
          alert: Omit<
            Database['public']['Tables']['alerts']['Row'],
            Database['public']['Tables']['alerts']['ComputedFields']
          >
        }
        Returns: number
      }
      time_zone: {
        Args: {
          client: Omit<
            Database['public']['Tables']['clients']['Row'],
            Database['public']['Tables']['clients']['ComputedFields']
          >
        }
        Returns: string
      }
      undo_mark_all_read: {
        Args: { stamp: string }
        Returns: {
          restored: number
        }[]
      }
      undo_publish: {
        Args: { publish_version: number; run_id: string }
        Returns: {
          outcome: string
          portal_id: string
          reason: string
        }[]
      }
      undo_ticket_changes: {
        Args: { changes: Json }
        Returns: Database['public']['CompositeTypes']['changed_ticket'][]
        SetofOptions: {
          from: '*'
          to: 'changed_ticket'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      unsubscribe: {
        Args: { category?: string; token: string }
        Returns: {
          done: boolean
        }[]
      }
      unsubscribe_page: {
        Args: { token: string }
        Returns: {
          address_hint: string
          agency_name: string
          categories: Json
          category: string
        }[]
      }
      uploader_name: {
        Args: {
          document: Omit<
            Database['public']['Tables']['documents']['Row'],
            Database['public']['Tables']['documents']['ComputedFields']
          >
        }
        Returns: string
      }
      view_as_client: {
        Args: { client_id: string }
        Returns: {
          alerts: Database['public']['Tables']['alerts']['Row'][]
          communications: Database['public']['Tables']['communications']['Row'][]
          counts: Database['public']['CompositeTypes']['work_counts']
          documents: Database['public']['Tables']['documents']['Row'][]
          name: string
          tickets: Database['public']['Tables']['tickets']['Row'][]
          timeline: Database['public']['CompositeTypes']['timeline_entry'][]
        }[]
      }
      waiting_invitations:
        | {
            Args: {
              agency: Omit<
                Database['public']['Tables']['agencies']['Row'],
                Database['public']['Tables']['agencies']['ComputedFields']
              >
            }
            Returns: Json
          }
        | {
            Args: {
              client: Omit<
                Database['public']['Tables']['clients']['Row'],
                Database['public']['Tables']['clients']['ComputedFields']
              >
            }
            Returns: Json
          }
      watch_ticket: {
        Args: { ticket_id: string; watching: boolean }
        Returns: {
          is_watching: boolean
        }[]
      }
      work_counts: {
        Args: {
          client: Omit<
            Database['public']['Tables']['clients']['Row'],
            Database['public']['Tables']['clients']['ComputedFields']
          >
        }
        Returns: Database['public']['CompositeTypes']['work_counts']
        SetofOptions: {
          from: 'clients'
          to: 'work_counts'
          isOneToOne: true
          isSetofReturn: false
        }
      }
    }
    Enums: {
      cc_invitation_context:
        | 'job'
        | 'service_run'
        | 'property'
        | 'crew'
        | 'conversation'
        | 'portal'
        | 'community'
        | 'tenant'
        | 'standby_pool'
      cc_portal_audience: 'public' | 'residents' | 'businesses' | 'visitors' | 'providers'
      cc_portal_status: 'draft' | 'active' | 'archived'
      user_role: 'agency_owner' | 'agency_admin' | 'team_member' | 'client_viewer' | 'stakeholder'
    }
    CompositeTypes: {
      agency_standing: {
        today: string | null
        clients: Database['public']['CompositeTypes']['client_standing'][] | null
        weeks: Database['public']['CompositeTypes']['agency_week'][] | null
      }
      agency_week: {
        week_start: string | null
        tickets_opened: number | null
        tickets_resolved: number | null
        alerts_raised: number | null
        alerts_resolved: number | null
        inbound: number | null
        outbound: number | null
        runs: number | null
      }
      alert_counts: {
        live: number | null
        awake: number | null
        open: number | null
        acknowledged: number | null
        snoozed: number | null
        critical: number | null
        high: number | null
        medium: number | null
        low: number | null
        resolved: number | null
      }
      changed_ticket: {
        ticket_id: string | null
        outcome: string | null
        reason: string | null
        version: number | null
        previous: Json | null
      }
      client_standing: {
        client_id: string | null
        name: string | null
        status: string | null
        is_house: boolean | null
        critical: number | null
        high: number | null
        medium: number | null
        low: number | null
        snoozed: number | null
        unacknowledged: number | null
        awake_critical: number | null
        awake_high: number | null
        awake_unacknowledged: number | null
        oldest_unacknowledged_at: string | null
        live_tickets: number | null
        urgent_tickets: number | null
        overdue_tickets: number | null
        unassigned_tickets: number | null
        waiting_for_client: number | null
        last_contact_at: string | null
        last_contact_direction: string | null
        reply_minutes: number | null
      }
      currency_amount: {
        currency: string | null
        open_minor: number | null
        overdue_minor: number | null
      }
      invitation_view: {
        state: string | null
        context_type: Database['public']['Enums']['cc_invitation_context'] | null
        context_name: string | null
        agency_name: string | null
        inviter_name: string | null
        role: string | null
        starts_at: string | null
        ends_at: string | null
        time_zone: string | null
        zone_name: string | null
        message: string | null
        expires_at: string | null
        invitee_hint: string | null
        needs_code: boolean | null
        is_yours: boolean | null
        my_email: string | null
        run_id: string | null
      }
      invoice_counts: {
        everything: number | null
        draft: number | null
        sent: number | null
        overdue: number | null
        paid: number | null
        void: number | null
        amounts: Database['public']['CompositeTypes']['currency_amount'][] | null
      }
      leased_delivery: {
        delivery_id: string | null
        lease_token: string | null
        lease_until: string | null
        attempts: number | null
        channel: string | null
        address: string | null
        category: string | null
        template: string | null
        payload: Json | null
        tenant_id: string | null
        agency_name: string | null
        invitation_token: string | null
        unsubscribe_token: string | null
        is_required: boolean | null
        created_by_name: string | null
        reply_to: string | null
      }
      message_recipient: {
        delivery_id: string | null
        name: string | null
        email: string | null
        is_in_app: boolean | null
        status: string | null
        failure: string | null
        reason: string | null
        attempt_log: Json | null
        at: string | null
        next_attempt_at: string | null
      }
      portal_listing: {
        run_id: string | null
        name: string | null
        description: string | null
        status: string | null
        starts_at: string | null
        ends_at: string | null
        time_zone: string | null
        zone_name: string | null
        market_mode: string | null
        has_details: boolean | null
        organiser: string | null
        updated_at: string | null
      }
      raised_alert: {
        alert_id: string | null
        outcome: string | null
        occurrences: number | null
      }
      run_message: {
        message_key: string | null
        type: string | null
        subject: string | null
        body: string | null
        sender_name: string | null
        sent_at: string | null
        recipients: number | null
        in_app: number | null
        mailed: number | null
        waiting: number | null
        failed: number | null
        unmailed: number | null
      }
      run_person: {
        id: string | null
        invitation_id: string | null
        stakeholder_id: string | null
        name: string | null
        email: string | null
        phone: string | null
        role: string | null
        state: string | null
        inviter_name: string | null
        message: string | null
        created_at: string | null
        sent_at: string | null
        viewed_at: string | null
        joined_at: string | null
        declined_at: string | null
        decline_reason: string | null
        revoked_at: string | null
        expires_at: string | null
        reminders_enabled: boolean | null
        reminder_count: number | null
        next_reminder_at: string | null
        delivery_id: string | null
        delivery_status: string | null
        delivery_failure: string | null
        delivery_reason: string | null
        delivery_at: string | null
      }
      run_update: {
        id: string | null
        subject: string | null
        body: string | null
        created_at: string | null
      }
      search_hit: {
        kind: string | null
        id: string | null
        title: string | null
        subtitle: string | null
        client_id: string | null
        client_name: string | null
        number: number | null
        status: string | null
        at: string | null
      }
      shared_run: {
        run_id: string | null
        name: string | null
        description: string | null
        status: string | null
        starts_at: string | null
        ends_at: string | null
        time_zone: string | null
        zone_name: string | null
        agency_name: string | null
        role: string | null
        joined_at: string | null
        is_muted: boolean | null
        updated_at: string | null
      }
      source_alert: {
        id: string | null
        title: string | null
        status: string | null
      }
      tax_share: {
        tax_rate: number | null
        net_minor: number | null
        tax_minor: number | null
      }
      ticket_counts: {
        live: number | null
        mine: number | null
        unassigned: number | null
        overdue: number | null
        open: number | null
        in_progress: number | null
        waiting: number | null
        resolved: number | null
        closed: number | null
        everything: number | null
      }
      ticket_event: {
        id: number | null
        action: string | null
        at: string | null
        actor_id: string | null
        person: string | null
        old_values: Json | null
        new_values: Json | null
        assignee_before: string | null
        assignee_after: string | null
      }
      timeline_entry: {
        at: string | null
        kind: string | null
        event: string | null
        id: string | null
        title: string | null
        detail: string | null
        direction: string | null
        status: string | null
        number: number | null
        person: string | null
        visibility: string | null
        is_pinned: boolean | null
        cursor: string | null
      }
      waiting_invitation: {
        invitation_id: string | null
        context_type: Database['public']['Enums']['cc_invitation_context'] | null
        context_name: string | null
        agency_name: string | null
        inviter_name: string | null
        role: string | null
        starts_at: string | null
        ends_at: string | null
        time_zone: string | null
        expires_at: string | null
      }
      work_counts: {
        open_alerts: number | null
        snoozed_alerts: number | null
        live_tickets: number | null
        communications: number | null
        documents: number | null
        invoices: number | null
      }
    }
  }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, 'public'>]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    keyof (DefaultSchema['Tables'] & DefaultSchema['Views']) | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    ? (DefaultSchema['Tables'] & DefaultSchema['Views'])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R
      }
      ? R
      : never
    : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I
      }
      ? I
      : never
    : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U
      }
      ? U
      : never
    : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    keyof DefaultSchema['Enums'] | { schema: keyof DatabaseWithoutInternals },
  EnumName extends (DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums']
    : never) = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums'][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums']
    ? DefaultSchema['Enums'][DefaultSchemaEnumNameOrOptions]
    : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    keyof DefaultSchema['CompositeTypes'] | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends (PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes']
    : never) = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes'][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema['CompositeTypes']
    ? DefaultSchema['CompositeTypes'][PublicCompositeTypeNameOrOptions]
    : never

export const Constants = {
  public: {
    Enums: {
      cc_invitation_context: [
        'job',
        'service_run',
        'property',
        'crew',
        'conversation',
        'portal',
        'community',
        'tenant',
        'standby_pool',
      ],
      cc_portal_audience: ['public', 'residents', 'businesses', 'visitors', 'providers'],
      cc_portal_status: ['draft', 'active', 'archived'],
      user_role: ['agency_owner', 'agency_admin', 'team_member', 'client_viewer', 'stakeholder'],
    },
  },
} as const
