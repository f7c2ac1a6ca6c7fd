// The call at hand in the bar: who, how long, and everything that can be done with it.
import { Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LiveAgent, LiveContact } from '@/api/types';
import { ActionButton } from '@/components/ActionButton';
import { Clock } from '@/components/Clock';
import { useOwn } from '@/live/useOwn';
import styles from './BarCall.module.css';
import { Keypad } from './Keypad';
import { usePhone } from './phoneStore';

export function BarCall() {
  const { agent, contact, wrapUp } = useOwn();
  if (!agent) return null;
  if (agent.state === 'wrap_up') {
    const ends_ms = wrapUp?.limit_ms ? wrapUp.started_ms + wrapUp.limit_ms : null;
    return <WrapUpLeft ends_ms={ends_ms} contact={contact} />;
  }
  if (agent.state === 'ringing') return <Ringing contact={contact} />;
  if (agent.state === 'talking' || agent.state === 'holding')
    return <Talking agent={agent} contact={contact} />;
  return null;
}

function Who(props: { contact: LiveContact | undefined }) {
  const { t } = useTranslation('phone');
  const { contact } = props;
  const name = contact?.caller_name || contact?.caller || t('common:withheld');
  return (
    <Typography.Text strong ellipsis className={styles.who}>
      {name}
    </Typography.Text>
  );
}

function Ringing(props: { contact: LiveContact | undefined }) {
  const { t } = useTranslation('phone');
  const { call } = usePhone();
  return (
    <Flex align="center" gap="small" className={styles.call}>
      <Tag color="warning">{t('common:state.ringing')}</Tag>
      <Who contact={props.contact} />
      {call?.phase === 'ringing' ? (
        <>
          <ActionButton action="phone.answer" type="primary" />
          <ActionButton action="phone.reject" iconOnly />
        </>
      ) : null}
    </Flex>
  );
}

function Talking(props: { agent: LiveAgent; contact: LiveContact | undefined }) {
  const { t } = useTranslation('phone');
  const { call } = usePhone();
  const { agent, contact } = props;
  const isBrowser = agent.phone === 'browser';
  const isLost =
    contact?.phase === 'rejoining' || (call?.isRejoin === true && call.phase !== 'connected');
  return (
    <Flex align="center" gap="small" className={styles.call}>
      <Who contact={contact} />
      <span className={styles.clock}>
        <Clock since_ms={contact?.answered_ms ?? agent.since_ms} />
      </span>
      {isLost ? <Tag color="warning">{t('rejoining')}</Tag> : null}
      {call?.isMuted ? <Tag color="error">{t('muted')}</Tag> : null}
      {isBrowser ? <ActionButton action="phone.mute" iconOnly /> : null}
      <ActionButton action="phone.hold" iconOnly />
      {isBrowser ? <Keypad /> : null}
      <ActionButton action="phone.transfer" iconOnly />
      <ActionButton action="phone.hangUp" type="primary" />
    </Flex>
  );
}

function WrapUpLeft(props: { ends_ms: number | null; contact: LiveContact | undefined }) {
  const { t } = useTranslation('phone');
  return (
    <Flex align="center" gap="small" className={styles.call}>
      <Who contact={props.contact} />
      {props.ends_ms === null ? null : (
        <span className={styles.clock}>
          {t('wrapUpLeft')} <Clock until_ms={props.ends_ms} />
        </span>
      )}
      <ActionButton action="phone.wrapUp" type="primary" />
    </Flex>
  );
}
