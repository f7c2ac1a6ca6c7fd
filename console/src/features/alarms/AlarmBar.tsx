// Above every page of whoever watches the floor: the alarms that nobody has acknowledged yet.
import { AlertOutlined, BellOutlined, SoundOutlined } from '@ant-design/icons';
import { Button, Flex } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useActions } from '@/actions/actions';
import type { LiveAlarm } from '@/api/types';
import { Clock } from '@/components/Clock';
import { useMay } from '@/frame/session';
import { useStore } from '@/frame/store';
import { useLiveAlarms } from '@/live/liveStore';
import { AcknowledgeDialog } from './AcknowledgeDialog';
import styles from './alarms.module.css';
import { keptBack, muted, setMuted } from './sound';
import { useAlarmSound } from './useAlarmSound';
import { useAlarmText } from './useAlarmText';

const SHOWN = 3;
const GROUP = 'common:group.console';

export function AlarmBar() {
  const { t } = useTranslation('alarms');
  const all = useLiveAlarms();
  const mayAct = useMay('floor.act');
  const isMuted = useStore(muted);
  const isKeptBack = useStore(keptBack);
  const { where, what } = useAlarmText();
  const [chosen, choose] = useState<LiveAlarm | null>(null);
  useAlarmSound(all);
  const alarms = all
    .filter(({ acknowledged_by }) => !acknowledged_by)
    .sort((a, b) => Number(b.severity === 'critical') - Number(a.severity === 'critical'));
  useActions([
    {
      id: 'alarms.mute',
      label: isMuted ? 'alarms:unmute' : 'alarms:mute',
      group: GROUP,
      icon: <SoundOutlined />,
      run: () => setMuted(!isMuted),
    },
    {
      id: 'alarms.acknowledge',
      label: 'alarms:acknowledge_first',
      group: GROUP,
      icon: <BellOutlined />,
      shortcut: 'alt+k',
      enabled: mayAct && alarms.length > 0,
      run: () => choose(alarms[0] ?? null),
    },
  ]);
  return (
    <>
      <div role="alert" aria-label={t('bar')}>
        {alarms.slice(0, SHOWN).map((alarm) => (
          <div key={alarm.id} className={styles.alarm} data-severity={alarm.severity}>
            <AlertOutlined aria-label={t(`severity.${alarm.severity}`)} />
            <strong>{alarm.name}</strong>
            <span>{where(alarm)}</span>
            <span className={styles.what}>{what(alarm)}</span>
            <Clock since_ms={alarm.raised_ms} />
            {mayAct && (
              <Button size="small" onClick={() => choose(alarm)}>
                {t('acknowledge')}
              </Button>
            )}
          </div>
        ))}
        {alarms.length > 0 && (
          <Flex className={styles.more} gap="small" justify="end" align="center">
            {isKeptBack && !isMuted && <span className={styles.kept}>{t('kept_back')}</span>}
            {alarms.length > SHOWN && (
              <span>{t('and_more', { count: alarms.length - SHOWN })}</span>
            )}
            <Link to="/alarms">{t('all_alarms')}</Link>
            <Button type="text" size="small" onClick={() => setMuted(!isMuted)}>
              {t(isMuted ? 'unmute' : 'mute')}
            </Button>
          </Flex>
        )}
      </div>
      {chosen && (
        <AcknowledgeDialog
          key={chosen.id}
          id={chosen.id}
          name={chosen.name}
          onClose={() => choose(null)}
        />
      )}
    </>
  );
}
