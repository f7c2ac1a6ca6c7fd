// The phone in the bar: whether calls can reach it, and what to do where they cannot.
import { MobileOutlined, PhoneOutlined, WarningFilled } from '@ant-design/icons';
import { Alert, Badge, Button, Flex, Popover, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '@/components/ActionButton';
import { useFormat } from '@/frame/useFormat';
import { useOwn } from '@/live/useOwn';
import { AudioDevicesForm } from './AudioDevicesForm';
import { PHONE_BADGE } from './EchoTestActions';
import { Notices } from './Notices';
import styles from './PhoneBadge.module.css';
import { takeOverPhone } from './phoneControl';
import type { PhoneState } from './phoneMachine';
import { usePhone } from './phoneStore';

type Look = 'success' | 'processing' | 'warning' | 'error' | 'default';

function lookOf(phone: PhoneState): { look: Look; key: string } {
  if (phone.microphone) return { look: 'error', key: `microphone.${phone.microphone}` };
  if (phone.holder === 'other') return { look: 'default', key: 'badge.other' };
  if (phone.registration === 'registered') return { look: 'success', key: 'badge.registered' };
  if (phone.registration === 'failed') return { look: 'error', key: 'badge.failed' };
  return { look: 'processing', key: 'badge.connecting' };
}

export function PhoneBadge() {
  const { t } = useTranslation('phone');
  const { agent } = useOwn();
  const phone = usePhone();
  if (!agent) return null;
  const isBrowser = agent.phone === 'browser';
  const { look, key } = isBrowser
    ? lookOf(phone)
    : ({
        look: agent.reachable ? 'success' : 'error',
        key: reachableKey(agent.reachable),
      } as const);
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={t('badge.title')}
      content={
        <Flex vertical gap="middle" className={styles.about}>
          <span>{t(key)}</span>
          {isBrowser ? (
            <BrowserPhone phone={phone} />
          ) : (
            <span>{t(`badge.${agent.phone}About`)}</span>
          )}
        </Flex>
      }
    >
      <Button
        id={PHONE_BADGE}
        type="text"
        aria-label={`${t('badge.title')}: ${t(key)}`}
        title={t(key)}
      >
        <Badge status={look} offset={[2, 2]} dot>
          {isBrowser ? <PhoneOutlined /> : <MobileOutlined />}
        </Badge>
        {look === 'error' ? <WarningFilled className={styles.warning} /> : null}
        {phone.holder === 'other' && isBrowser ? (
          <span className={styles.word}>{t('badge.otherShort')}</span>
        ) : null}
      </Button>
    </Popover>
  );
}

const reachableKey = (reachable: boolean) => (reachable ? 'badge.reachable' : 'badge.unreachable');

function BrowserPhone(props: { phone: PhoneState }) {
  const { t } = useTranslation('phone');
  const f = useFormat();
  const { phone } = props;
  if (phone.holder === 'other') {
    return (
      <>
        {phone.other ? (
          <Typography.Text type="secondary">
            {t('badge.otherWhere', { page: phone.other.page, since: f.time(phone.other.since_ms) })}
          </Typography.Text>
        ) : null}
        <Button onClick={takeOverPhone}>{t('takeOver')}</Button>
      </>
    );
  }
  return (
    <>
      {phone.registration === 'failed' && phone.failure !== 'network' ? (
        <Alert type="warning" title={t('badge.refused', { status: phone.failure })} />
      ) : null}
      <AudioDevicesForm />
      <Echo phone={phone} />
      <Notices />
    </>
  );
}

/** Said and heard again: the whole way to the centre and back, without a contact. */
function Echo(props: { phone: PhoneState }) {
  const { t } = useTranslation('phone');
  const { echo } = props.phone;
  return (
    <Flex vertical gap="small">
      <ActionButton action={echo ? 'phone.endEchoTest' : 'phone.echoTest'} />
      <Typography.Text type="secondary">{t(`echo.about.${echo ?? 'off'}`)}</Typography.Text>
    </Flex>
  );
}
