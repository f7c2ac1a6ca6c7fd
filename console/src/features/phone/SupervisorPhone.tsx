// The phone of somebody who hears calls and takes none: it answers by itself when asked to listen.
import { useEffect } from 'react';
import { supervisorPhone } from '@/api/supervisor';
import { useSession } from '@/frame/session';
import { startPhone } from './phoneControl';

export function SupervisorPhone() {
  const session = useSession();
  const name = `callfloor-supervisor.${session.tenant.id}.${session.user.id}`;
  useEffect(() => startPhone(name, supervisorPhone), [name]);
  return null;
}
