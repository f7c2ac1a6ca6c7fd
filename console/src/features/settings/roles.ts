// The roles of the product and what each may do, as the server grants them.
import type { Permission } from '@/api/types';

export const ROLES = [
  'agent',
  'supervisor',
  'quality',
  'training',
  'performance',
  'statistics',
  'planner',
  'hr',
  'manager',
  'department',
  'integrator',
  'host',
] as const;

/** What a token can be allowed: everything but the company's tenants and the making of tokens. */
export const SCOPES = [
  'contacts.view_all',
  'contacts.bring',
  'recordings.listen_all',
  'recordings.pause',
  'recordings.download',
  'recordings.hold',
  'recordings.check',
  'indicators.view',
  'alerts.act',
  'imports.costs',
  'imports.employment',
  'imports.attendance',
  'imports.schedules',
  'imports.evaluations',
  'imports.surveys',
  'imports.attempts',
  'imports.history',
  'floor.view',
  'floor.act',
  'floor.listen',
  'callbacks.use',
  'bulletins.write',
  'wallboards.compose',
  'settings.view',
  'settings.change',
  'users.manage',
  'audit.view',
  'tokens.manage',
] as const satisfies readonly Permission[];
