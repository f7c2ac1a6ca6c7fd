// What a lead may do with a caller: move up, to another queue, to an agent, or hang up.
import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/frame/session';
import { useLiveContact } from '@/live/liveStore';
import { CallerDialog } from './CallerDialog';
import { actsFor, type CallerAct } from './deeds';

export function CallerMenu({ contactId }: { contactId: string }) {
  const { t } = useTranslation('floor');
  const mayAct = useMay('floor.act');
  const contact = useLiveContact(contactId);
  const [asking, setAsking] = useState<CallerAct | null>(null);
  if (!mayAct || !contact) return null;
  const acts = actsFor(contact);
  if (acts.length === 0) return null;
  const who = contact.caller_name || contact.caller || t('withheld');
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: acts.map((act) => ({
            key: act,
            label: t(`caller.${act}`),
            danger: act === 'cut',
          })),
          onClick: ({ key, domEvent }) => {
            domEvent.stopPropagation();
            setAsking(key as CallerAct);
          },
        }}
      >
        <Button
          size="small"
          type="text"
          icon={<MoreOutlined />}
          aria-label={t('caller.menu', { who })}
          onClick={(event) => event.stopPropagation()}
        />
      </Dropdown>
      {asking && (
        <CallerDialog act={asking} contact={contact} who={who} onClose={() => setAsking(null)} />
      )}
    </>
  );
}
