// The sections of the settings, in order, each with who may open it.
import type { ReactNode } from 'react';
import type { Kind } from '@/api/centre';
import { AuditPage } from './AuditPage';
import { FilePage } from './FilePage';
import { FlowsPage } from './FlowsPage';
import { formOf } from './fields';
import { KindPage } from './KindPage';
import { PromptsPage } from './prompts/PromptsPage';
import { TokensPage } from './TokensPage';
import { TryCaller } from './TryCaller';
import { UsersPage } from './UsersPage';

export interface Section {
  id: string;
  group: 'routing' | 'people' | 'telephony' | 'recording' | 'figures' | 'system';
  permission: string;
  page: () => ReactNode;
}

function kind(id: Kind, group: Section['group'], below?: ReactNode): Section {
  const form = formOf(id);
  return {
    id,
    group,
    permission: 'settings.view',
    page: () => form && <KindPage key={id} form={form} below={below} />,
  };
}

export const SECTIONS: Section[] = [
  kind('queues', 'routing'),
  kind('skills', 'routing'),
  kind('routing', 'routing'),
  kind('closings', 'routing'),
  kind('caller_lists', 'routing'),
  kind('caller_rules', 'routing', <TryCaller />),
  kind('agents', 'people'),
  kind('teams', 'people'),
  kind('sites', 'people'),
  kind('reasons', 'people'),
  kind('wrap_up_codes', 'people'),
  kind('scripts', 'people'),
  { id: 'users', group: 'people', permission: 'users.manage', page: () => <UsersPage /> },
  kind('numbers', 'telephony'),
  { id: 'flows', group: 'telephony', permission: 'settings.view', page: () => <FlowsPage /> },
  { id: 'prompts', group: 'telephony', permission: 'settings.view', page: () => <PromptsPage /> },
  kind('web_services', 'telephony'),
  kind('calendars', 'telephony'),
  kind('trunks', 'telephony'),
  kind('recording', 'recording'),
  kind('recording_rules', 'recording'),
  kind('retention_rules', 'recording'),
  kind('indicators', 'figures'),
  kind('targets', 'figures'),
  kind('alarms', 'figures'),
  { id: 'file', group: 'system', permission: 'settings.view', page: () => <FilePage /> },
  { id: 'tokens', group: 'system', permission: 'tokens.manage', page: () => <TokensPage /> },
  { id: 'audit', group: 'system', permission: 'audit.view', page: () => <AuditPage /> },
];

export function sectionsFor(permissions: readonly string[]): Section[] {
  return SECTIONS.filter(({ permission }) => permissions.includes(permission));
}
