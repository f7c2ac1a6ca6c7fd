// Watches the network of the own call for as long as it lasts, and tells the server.
import { useEffect } from 'react';
import { tellQuality } from '@/api/desk';
import { useStore } from '@/frame/store';
import { useOwn } from '@/live/useOwn';
import { connection, watchQuality } from './qualityWatch';

export function useQuality(): void {
  const { agent } = useOwn();
  const source = useStore(connection);
  const inCall = agent?.state === 'talking' || agent?.state === 'holding';
  const contactId = inCall ? agent.contact_id : '';
  useEffect(() => {
    if (!source || !contactId) return undefined;
    // A stretch that cannot be told is lost: it is no matter that anybody must see to.
    return watchQuality(source, (stretch) => {
      void tellQuality({ contact_id: contactId, ...stretch }).catch(() => undefined);
    });
  }, [source, contactId]);
}
