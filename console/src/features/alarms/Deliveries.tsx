// Who was told of an alarm, and what hinders a message that has not gone yet.
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './alarms.module.css';
import type { AlarmRow } from './requests';

export function Deliveries({ of }: { of: AlarmRow }) {
  const { t } = useTranslation('alarms');
  if (of.deliveries.length === 0) return '–';
  const unsent = of.deliveries.filter(({ state }) => state !== 'sent');
  const sent = of.deliveries.length - unsent.length;
  const list = of.deliveries.map(({ event, target, state, error }) => (
    <div key={`${event}${target}`}>
      {target} ({t(`event.${event}`)}): {t(`common:delivery.${state}`)}
      {error && ` – ${error}`}
    </div>
  ));
  return (
    <Tooltip title={list}>
      <span className={unsent.some(({ error }) => error) ? styles.failed : undefined}>
        {t('sent_of', { sent, all: of.deliveries.length })}
      </span>
    </Tooltip>
  );
}
