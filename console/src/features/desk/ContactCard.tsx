// The contact at hand: who it is, how it came here, and what was before.
import { GlobalOutlined } from '@ant-design/icons';
import { Card, Descriptions, Empty, Flex, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LiveContact } from '@/api/types';
import { HistoryList } from '@/components/HistoryList';
import { useFormat } from '@/frame/useFormat';
import { CallerKnown } from '@/live/CallerKnown';
import { CallReason, CallVariables, CallWaits } from '@/live/CallReason';
import { useLiveQueues } from '@/live/liveStore';
import { useHistory } from '@/live/useOwn';
import styles from './ContactCard.module.css';
import { DeskTimeline } from './DeskTimeline';

export function ContactCard(props: { contact: LiveContact }) {
  const { t } = useTranslation('desk');
  const f = useFormat();
  const queues = useLiveQueues();
  const { contact } = props;
  const history = useHistory();
  const queue = queues.find((one) => one.id === contact.queue_id)?.name ?? contact.queue_id;
  const name = contact.caller_name || contact.caller || t('common:withheld');
  return (
    <Card
      title={
        <Flex gap="small" align="center" wrap>
          <span className={styles.name}>{name}</span>
          {contact.language ? (
            <Tag icon={<GlobalOutlined />}>{t(`common:language.${contact.language}`)}</Tag>
          ) : null}
          <Tag>{t(`common:channel.${contact.channel}`)}</Tag>
          {contact.is_demo ? <Tag color="warning">{t('common:demo')}</Tag> : null}
        </Flex>
      }
      extra={
        contact.phase === 'ringing' ? null : (
          <Link to={`/contacts/${contact.id}`}>{t('contact.open')}</Link>
        )
      }
    >
      <Descriptions
        size="small"
        column={4}
        layout="vertical"
        colon={false}
        items={[
          {
            key: 'caller',
            label: t('contact.caller'),
            children: contact.caller || t('common:withheld'),
          },
          { key: 'queue', label: t('contact.queue'), children: queue || '–' },
          { key: 'arrived', label: t('contact.arrived'), children: f.time(contact.arrived_ms) },
          { key: 'called', label: t('contact.called'), children: contact.called || '–' },
        ]}
      />
      <Flex vertical gap={4} className={styles.reason}>
        <CallerKnown contact={contact} />
        <CallReason contact={contact} />
        <CallVariables contact={contact} />
        <CallWaits contact={contact} />
      </Flex>
      <div className={styles.parts}>
        <section>
          <Typography.Title level={3} className={styles.part}>
            {t('contact.path')}
          </Typography.Title>
          <DeskTimeline contact={contact} />
        </section>
        <section>
          <Typography.Title level={3} className={styles.part}>
            {t('contact.history')}
          </Typography.Title>
          {history === undefined ? <Skeleton active title={false} /> : null}
          {history?.length === 0 ? (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('contact.firstTime')} />
          ) : null}
          {history && history.length > 0 ? <HistoryList rows={history.slice(0, 8)} /> : null}
        </section>
      </div>
    </Card>
  );
}
