// The others in the call: who is asked and what follows, who is in the conference.
import { CloseOutlined } from '@ant-design/icons';
import { Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LiveParty } from '@/api/types';
import { ActionButton } from '@/components/ActionButton';
import { Clock } from '@/components/Clock';
import { useLiveAgent } from '@/live/liveStore';
import { useDeskAction } from '@/live/useOwn';
import styles from './BarCall.module.css';
import type { Parties } from './useParties';

export function BarConsult(props: { consult: LiveParty; isAnswered: boolean }) {
  const { t } = useTranslation('phone');
  const { consult, isAnswered } = props;
  const { name } = consult;
  const texts = {
    waiting: t('consult.asked', { name }),
    ringing: t('consult.rings', { name }),
    consulting: t('consult.with', { name }),
    held: t('consult.waits', { name }),
    joined: name,
    gone: name,
  };
  return (
    <>
      <Tag color={isAnswered ? 'processing' : 'warning'} className={styles.party}>
        {texts[consult.place]} <Clock since_ms={consult.since_ms} />
      </Tag>
      {isAnswered ? (
        <>
          <ActionButton action="phone.complete" type="primary" />
          <ActionButton action="phone.swap" iconOnly />
          <ActionButton action="phone.conference" iconOnly />
        </>
      ) : null}
      <ActionButton action="phone.cancelConsult" />
    </>
  );
}

export function BarOthers(props: { parties: Parties; agentId: string }) {
  const { t } = useTranslation('phone');
  const { joined, isOwn, failed, contact } = props.parties;
  const owner = useLiveAgent(contact?.agent_id ?? null);
  const act = useDeskAction();
  const heard = contact?.monitors?.filter((one) => one.agent_id === props.agentId) ?? [];
  const others = joined.filter((party) => party.agent_id !== props.agentId);
  return (
    <>
      {isOwn ? null : <Tag color="blue">{t('consult.inCall', { name: owner?.name ?? '' })}</Tag>}
      {others.map((party) => (
        <Tag key={party.id} className={styles.other}>
          <span className={styles.name}>{party.name}</span>
          {isOwn ? (
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={t('party.remove', { name: party.name })}
              onClick={() => void act('remove_party', { party_id: party.id })}
            />
          ) : null}
        </Tag>
      ))}
      {heard.map((one) => (
        <Tag key={one.monitor_id} color="purple" className={styles.party}>
          {t('party.heard', { mode: t(`monitor.${one.mode}`) })}
        </Tag>
      ))}
      {failed ? (
        <Tag color="error" className={styles.party}>
          {failed.name}: {t(`party.reason.${failed.reason}`)}
        </Tag>
      ) : null}
    </>
  );
}
