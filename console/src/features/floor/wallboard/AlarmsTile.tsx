// The open alarms, the critical and the new ones first.
import { useTranslation } from 'react-i18next';
import { useNameLists } from '@/api/names';
import { Clock } from '@/components/Clock';
import { useLiveAlarms } from '@/live/liveStore';
import type { Tile } from './model';
import styles from './tile.module.css';

export function AlarmsTile({ tile }: { tile: Tile }) {
  const { t } = useTranslation('wallboards');
  const names = useNameLists();
  const alarms = [...useLiveAlarms()].sort(
    (a, b) => Number(b.severity === 'critical') - Number(a.severity === 'critical'),
  );
  const shown = Math.max(1, tile.h * 2 - 1);
  if (alarms.length === 0) return <div className={styles.nothing}>{t('no_alarms')}</div>;
  return (
    <ul className={styles.alarms}>
      {alarms.slice(0, shown).map((alarm) => {
        const where = alarm.scope === 'team' ? names?.teams : names?.queues;
        return (
          <li key={alarm.id} data-severity={alarm.severity}>
            <span>
              {alarm.name} {alarm.scope_id && `· ${where?.[alarm.scope_id] ?? alarm.scope_id}`}
            </span>
            <Clock since_ms={alarm.raised_ms} />
          </li>
        );
      })}
      {alarms.length > shown && <li>{t('and_more', { count: alarms.length - shown })}</li>}
    </ul>
  );
}
