// A contact in short: who, when, how long, with what outcome.

import { Card, Descriptions, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/frame/useFormat';
import { CallNumber } from '@/live/CallNumber';
import { useCodeName } from '@/live/useCodeName';
import { outcomeText } from './columns';
import { OutcomeTag } from './OutcomeTag';
import type { ContactDetail } from './types';

export function ContactFacts({ contact }: { contact: ContactDetail }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const code = useCodeName();
  const items = [
    {
      key: 'arrived',
      label: t('column.arrived_at'),
      children: format.dateTime(contact.arrived_at),
    },
    { key: 'called', label: t('column.called'), children: contact.called || '–' },
    {
      key: 'channel',
      label: t('column.channel'),
      children: t(`common:channel.${contact.channel}`),
    },
    { key: 'queue', label: t('column.queue'), children: contact.queue_name || '–' },
    { key: 'agent', label: t('column.agent'), children: contact.agent_name || '–' },
    { key: 'code', label: t('column.wrap_up_code'), children: code(contact.wrap_up_code) || '–' },
    { key: 'wait', label: t('column.wait'), children: format.duration(contact.wait_ms) },
    { key: 'talk', label: t('column.talk'), children: format.duration(contact.talk_ms) },
    { key: 'hold', label: t('column.hold'), children: format.duration(contact.hold_ms) },
    { key: 'wrap_up', label: t('column.wrap_up'), children: format.duration(contact.wrap_up_ms) },
    {
      key: 'transfers',
      label: t('column.transfers'),
      children: format.number(contact.transfers),
    },
    {
      key: 'id',
      label: t('column.id'),
      children: <Typography.Text copyable={{ text: contact.id }}>{contact.id}</Typography.Text>,
    },
  ];
  return (
    <Card
      size="small"
      title={
        <Flex gap="small" align="center" wrap>
          <span>{contact.caller_name || contact.caller || t('common:withheld')}</span>
          {contact.caller_name && contact.caller && (
            <Typography.Text type="secondary">{contact.caller}</Typography.Text>
          )}
          <CallNumber number={contact.caller} />
          <OutcomeTag row={contact} text={outcomeText(contact, t)} />
          {contact.is_demo && <Tag>{t('common:demo')}</Tag>}
        </Flex>
      }
    >
      <Descriptions size="small" column={{ xs: 1, sm: 2, lg: 3 }} items={items} />
    </Card>
  );
}
