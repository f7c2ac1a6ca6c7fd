// Why somebody calls, as the menus know it, and how long was waited so far.
import { Descriptions, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LiveContact } from '@/api/types';
import { useFormat } from '@/frame/useFormat';
import { useLiveQueues } from './liveStore';
import { useServerNow } from './useServerNow';

/** `main_menu` → `main menu`: nodes have no other names. */
const words = (node: string) => node.replace(/[_-]+/g, ' ');

export function CallReason(props: { contact: LiveContact }) {
  const { t } = useTranslation('common');
  const { call_type = '', keys = [] } = props.contact;
  if (!call_type && keys.length === 0) return null;
  return (
    <Flex gap={4} wrap align="center">
      {call_type ? <Tag color="processing">{words(call_type)}</Tag> : null}
      {keys.map(([node, digits], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same node may come twice
        <Tag key={index}>{t('keyed', { node: words(node), digits })}</Tag>
      ))}
    </Flex>
  );
}

/** What the flow has learnt before: an order, a customer, the choice of a web service. */
export function CallVariables(props: { contact: LiveContact }) {
  const { t } = useTranslation('common');
  const known = Object.entries(props.contact.variables ?? {});
  if (known.length === 0) return null;
  return (
    <Descriptions
      size="small"
      column={3}
      aria-label={t('learnt')}
      items={known.map(([name, value]) => ({ key: name, label: words(name), children: value }))}
    />
  );
}

/** All waits in queues, one after the other; the present one runs on. */
export function CallWaits(props: { contact: LiveContact }) {
  const { t } = useTranslation('common');
  const f = useFormat();
  const now_ms = useServerNow();
  const queues = useLiveQueues();
  const { waits = [], arrived_ms, answered_ms } = props.contact;
  const until_ms = answered_ms ?? now_ms;
  return (
    <Typography.Text type="secondary">
      {waits
        .map(([queue, from_ms, to_ms]) =>
          t('waitedIn', {
            queue: queues.find(({ id }) => id === queue)?.name ?? queue,
            time: f.duration(Math.max(0, (to_ms ?? until_ms) - from_ms)),
          }),
        )
        .concat(t('hereFor', { time: f.duration(Math.max(0, now_ms - arrived_ms)) }))
        .join(' · ')}
    </Typography.Text>
  );
}
