// The call at hand in the bar: who, how long, and everything that can be done with it.
import { Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LiveAgent, LiveContact } from '@/api/types';
import { ActionButton } from '@/components/ActionButton';
import { Clock } from '@/components/Clock';
import { useOwn } from '@/live/useOwn';
import styles from './BarCall.module.css';
import { BarConsult, BarOthers } from './BarParties';
import { Keypad } from './Keypad';
import { usePhone } from './phoneStore';
import { QualityBars } from './QualityBars';
import { RecordingSign } from './RecordingSign';
import { type Parties, partiesOf } from './useParties';

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
  const { agent, contact } = props;
  const parties = partiesOf(contact, agent.id);
  return (
    <Flex align="center" gap="small" className={styles.call}>
      <Who contact={contact} />
      <span className={styles.clock}>
        <Clock since_ms={contact?.answered_ms ?? agent.since_ms} />
      </span>
      <OwnPhone agent={agent} contact={contact} />
      {parties.isOwn && !parties.isAnswered ? <ActionButton action="phone.hold" iconOnly /> : null}
      {agent.phone === 'browser' ? <Keypad /> : null}
      <BarOthers parties={parties} agentId={agent.id} />
      {parties.isOwn ? <OwnCall parties={parties} /> : <ActionButton action="phone.leave" />}
    </Flex>
  );
}

function OwnPhone(props: { agent: LiveAgent; contact: LiveContact | undefined }) {
  const { t } = useTranslation('phone');
  const { call } = usePhone();
  const { agent, contact } = props;
  const isAway = contact?.phase === 'rejoining' && contact.agent_id === agent.id;
  const isLost = isAway || (call?.isRejoin === true && call.phase !== 'connected');
  return (
    <>
      {isLost ? <Tag color="warning">{t('rejoining')}</Tag> : null}
      {call?.isMuted ? <Tag color="error">{t('muted')}</Tag> : null}
      <QualityBars />
      <RecordingSign recording={contact?.recording} />
      {agent.phone === 'browser' ? <ActionButton action="phone.mute" iconOnly /> : null}
      <ActionButton action="phone.pauseRecording" iconOnly />
    </>
  );
}

/** What the agent who has the customer may do. */
function OwnCall(props: { parties: Parties }) {
  const { consult, isAnswered, joined } = props.parties;
  if (consult) return <BarConsult consult={consult} isAnswered={isAnswered} />;
  const isAlone = joined.length === 0;
  return (
    <>
      <ActionButton action="phone.consult" iconOnly />
      <ActionButton action={isAlone ? 'phone.transfer' : 'phone.leave'} iconOnly={isAlone} />
      <ActionButton action="phone.hangUp" type="primary" />
    </>
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
