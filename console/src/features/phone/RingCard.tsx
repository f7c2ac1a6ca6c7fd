// The card of a ringing call, over whatever page is open: who calls, for what, and what was before.
// The buttons come before all that is told later, so that they never move under a hand.
import { GlobalOutlined, PhoneFilled } from '@ant-design/icons';
import { Button, Card, Flex, Skeleton, Spin, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LiveContact } from '@/api/types';
import { ActionButton } from '@/components/ActionButton';
import { HistoryList } from '@/components/HistoryList';
import { CallerKnown } from '@/live/CallerKnown';
import { CallReason, CallWaits } from '@/live/CallReason';
import { useLiveAgent } from '@/live/liveStore';
import { useHistory } from '@/live/useOwn';
import { takeOverPhone } from './phoneControl';
import styles from './RingCard.module.css';
import { type Ring, useRing } from './useRing';

export function RingCard() {
  const { t } = useTranslation('phone');
  const ring = useRing();
  const who = ring ? ring.callerName || ring.caller || t('common:withheld') : '';
  return (
    <>
      <div className="announced" role="alert" aria-live="assertive">
        {ring ? t('ring.announce', { caller: who, queue: ring.queue }) : ''}
      </div>
      {ring ? (
        <Card className={styles.card} role="dialog" aria-label={t('ring.title')}>
          <Flex gap="middle" align="center">
            <span className={styles.bell}>
              <PhoneFilled />
            </span>
            <Typography.Title level={2} className={styles.name} ellipsis>
              {who}
            </Typography.Title>
          </Flex>
          <Buttons ring={ring} />
          <Flex gap="small" wrap align="center" className={styles.about}>
            {ring.callerName && ring.caller ? <span>{ring.caller}</span> : null}
            {ring.queue ? <Tag color="processing">{ring.queue}</Tag> : null}
            {ring.language ? (
              <Tag icon={<GlobalOutlined />}>{t(`common:language.${ring.language}`)}</Tag>
            ) : null}
            {ring.contact ? <Tag>{t(`common:channel.${ring.contact.channel}`)}</Tag> : null}
          </Flex>
          <Asks contact={ring.contact} />
          {ring.contact ? (
            <Flex vertical gap={4} className={styles.reason}>
              <CallerKnown contact={ring.contact} />
              <CallReason contact={ring.contact} />
              <CallWaits contact={ring.contact} />
            </Flex>
          ) : null}
          <Earlier />
        </Card>
      ) : null}
    </>
  );
}

/** A colleague who has the customer asks this agent. */
function Asks(props: { contact: LiveContact | undefined }) {
  const { t } = useTranslation('phone');
  const asking = useLiveAgent(props.contact?.agent_id ?? null);
  const isAsked = props.contact?.phase !== 'ringing' && asking !== undefined;
  return isAsked ? (
    <Typography.Paragraph strong className={styles.asks}>
      {t('consult.asks', { name: asking.name })}
    </Typography.Paragraph>
  ) : null;
}

function Buttons(props: { ring: Ring }) {
  const { t } = useTranslation('phone');
  const { ring } = props;
  if (ring.isElsewhere) {
    return (
      <Flex className={styles.buttons} gap="small" align="center">
        <Typography.Text className={styles.where}>{t('ring.elsewhere')}</Typography.Text>
        <Button type="primary" onClick={takeOverPhone}>
          {t('takeOver')}
        </Button>
      </Flex>
    );
  }
  if (ring.phone !== 'browser')
    return (
      <Typography.Paragraph className={styles.buttons}>{t('ring.onPhone')}</Typography.Paragraph>
    );
  if (!ring.canAnswer) {
    return (
      <Flex className={styles.buttons} gap="small" align="center">
        <Spin size="small" /> {t('ring.coming')}
      </Flex>
    );
  }
  return (
    <Flex className={styles.buttons} gap="small">
      <ActionButton action="phone.answer" type="primary" size="large" block />
      <ActionButton action="phone.reject" size="large" />
    </Flex>
  );
}

function Earlier() {
  const { t } = useTranslation('phone');
  const history = useHistory();
  return (
    <div className={styles.earlier}>
      <Typography.Text strong>{t('ring.earlier')}</Typography.Text>
      {history === undefined ? <Skeleton active title={false} paragraph={{ rows: 2 }} /> : null}
      {history?.length === 0 ? (
        <div>
          <Typography.Text type="secondary">{t('ring.firstTime')}</Typography.Text>
        </div>
      ) : null}
      {history && history.length > 0 ? <HistoryList rows={history.slice(0, 4)} /> : null}
    </div>
  );
}
