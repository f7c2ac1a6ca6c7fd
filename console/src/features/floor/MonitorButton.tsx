// Hear an agent's call from the floor: listen, whisper, speak to both, take over.
import { CustomerServiceOutlined } from '@ant-design/icons';
import { Button, Flex, Popconfirm, Popover, Segmented, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type HearingMode, monitorAgent, stopMonitor, takeOver } from '@/api/supervisor';
import type { LiveAgent, LiveMonitor } from '@/api/types';
import { useTell } from '@/components/useTell';
import { useMay, useSession } from '@/frame/session';
import { useLiveContact } from '@/live/liveStore';
import styles from './floor.module.css';

const MODES: HearingMode[] = ['listen', 'whisper', 'barge'];

/** The session's own monitor of an agent's call, if there is one. */
export function ownMonitor(
  monitors: readonly LiveMonitor[] | undefined,
  agentId: string,
  userId: string,
): LiveMonitor | undefined {
  return monitors?.find((one) => one.agent_id === agentId && one.by === `user:${userId}`);
}

export function MonitorButton({ agent }: { agent: LiveAgent }) {
  const { t } = useTranslation('floor');
  const mayListen = useMay('floor.listen');
  const session = useSession();
  const contact = useLiveContact(agent.contact_id || null);
  const isTalking = agent.state === 'talking' || agent.state === 'holding';
  const own = ownMonitor(contact?.monitors, agent.id, session.user.id);
  if (!mayListen || !isTalking || agent.id === session.agent_id) return null;
  const hint = t('monitor.title', { name: agent.name });
  return (
    <Popover
      trigger="click"
      title={hint}
      destroyOnHidden
      content={<Hearing agent={agent} own={own} />}
    >
      <Button
        size="small"
        type={own ? 'primary' : 'text'}
        className={styles.hear}
        icon={<CustomerServiceOutlined />}
        aria-label={hint}
      />
    </Popover>
  );
}

function Hearing({ agent, own }: { agent: LiveAgent; own: LiveMonitor | undefined }) {
  const { t } = useTranslation('floor');
  const tell = useTell();
  const [busy, setBusy] = useState(false);
  const run = async (ask: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await ask();
    } catch (error) {
      tell.problem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Flex vertical gap="small" className={styles.hearing}>
      {own ? (
        <>
          <Segmented<HearingMode>
            block
            disabled={busy}
            value={own.mode}
            onChange={(mode) => void run(() => monitorAgent(agent.id, mode))}
            options={MODES.map((mode) => ({ value: mode, label: t(`monitor.${mode}`) }))}
          />
          <Flex gap="small">
            <Popconfirm
              title={t('monitor.takeOverSure')}
              okText={t('monitor.takeOver')}
              onConfirm={() => run(() => takeOver(agent.id))}
            >
              <Button danger disabled={busy || !own.is_answered}>
                {t('monitor.takeOver')}
              </Button>
            </Popconfirm>
            <Button disabled={busy} onClick={() => void run(() => stopMonitor(agent.id))}>
              {t('monitor.stop')}
            </Button>
          </Flex>
        </>
      ) : (
        <>
          <Typography.Text type="secondary">{t('monitor.about')}</Typography.Text>
          <Flex gap="small" wrap>
            {MODES.map((mode) => (
              <Button
                key={mode}
                type={mode === 'listen' ? 'primary' : 'default'}
                loading={busy}
                onClick={() => void run(() => monitorAgent(agent.id, mode))}
              >
                {t(`monitor.${mode}`)}
              </Button>
            ))}
          </Flex>
        </>
      )}
    </Flex>
  );
}
