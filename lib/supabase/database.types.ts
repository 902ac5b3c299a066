export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  public: {
    Tables: {
      activity_log: {
        Row: {
          action: string
          actor_id: string | null
          agency_id: string
          created_at: string
          id: number
          new_values: Json | null
          old_values: Json | null
          row_id: string
          subject_id: string
          table_name: string
        }
        ComputedFields: never
        Insert: {
          action: string
          actor_id?: string | null
          agency_id: string
          created_at?: string
          id?: never
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
          created_at?: string
          id?: never
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
        }
        ComputedFields: never
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
        }
        ComputedFields: never
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
        }
        ComputedFields: never
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
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
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
      publish_run: {
        Args: { expected_version: number; market_mode: string; portals: Json; run_id: string }
        Returns: {
          outcome: string
          portal_id: string
          reason: string
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
      undo_publish: {
        Args: { publish_version: number; run_id: string }
        Returns: {
          outcome: string
          portal_id: string
          reason: string
        }[]
      }
    }
    Enums: {
      cc_portal_audience: 'public' | 'residents' | 'businesses' | 'visitors' | 'providers'
      cc_portal_status: 'draft' | 'active' | 'archived'
      user_role: 'agency_owner' | 'agency_admin' | 'team_member' | 'client_viewer' | 'stakeholder'
    }
    CompositeTypes: {
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
      cc_portal_audience: ['public', 'residents', 'businesses', 'visitors', 'providers'],
      cc_portal_status: ['draft', 'active', 'archived'],
      user_role: ['agency_owner', 'agency_admin', 'team_member', 'client_viewer', 'stakeholder'],
    },
  },
} as const
