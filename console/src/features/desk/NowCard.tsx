// The own state in large, and the next step in a sentence.
import { Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LiveAgent, LiveContact } from '@/api/types';
import { ActionButton } from '@/components/ActionButton';
import { Clock } from '@/components/Clock';
import { useMovedText } from '@/live/useMovedText';
import { useReasonName } from '@/live/useReasonName';
import styles from './NowCard.module.css';

export function NowCard(props: { agent: LiveAgent; contact: LiveContact | undefined }) {
  const { t } = useTranslation('desk');
  const reasonName = useReasonName();
  const { agent, contact } = props;
  const moved = useMovedText(agent.moved);
  const isLost = contact?.phase === 'rejoining';
  const canRing = agent.reachable || agent.state === 'logged_out';
  const advice = isLost ? 'rejoining' : canRing ? agent.state : `unreachable_${agent.phone}`;
  return (
    <Card className={`${styles.now} ${styles[agent.state]}`}>
      <Flex align="center" justify="space-between" gap="large" wrap>
        <div className={styles.said}>
          <Flex align="baseline" gap="middle" wrap>
            <span className={styles.word}>{t(`common:state.${agent.state}`)}</span>
            {agent.reason ? (
              <Typography.Text type="secondary">{reasonName(agent.reason)}</Typography.Text>
            ) : null}
          </Flex>
          <Typography.Text type={canRing ? 'secondary' : 'danger'}>
            {t(`now.${advice}`)}
          </Typography.Text>
          {moved ? (
            <div className={styles.moved}>
              <strong>{t('common:moved.until', { at: moved.until })}</strong> {moved.what}{' '}
              <Typography.Text type="secondary">{moved.who}</Typography.Text>
            </div>
          ) : null}
        </div>
        <Flex align="center" gap="middle">
          {agent.state === 'logged_out' ? (
            <ActionButton action="state.login" type="primary" size="large" />
          ) : (
            <span className={styles.clock}>
              <Clock since_ms={agent.since_ms} />
            </span>
          )}
          {agent.state === 'not_ready' ? (
            <ActionButton action="state.ready" type="primary" size="large" />
          ) : null}
        </Flex>
      </Flex>
    </Card>
  );
}
