// An alarm in words: where it is, what the figure was and what it may be.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useNameLists } from '@/api/names';
import { useFormat } from '@/frame/useFormat';

export interface Told {
  figure: string;
  scope: string;
  scope_id: string;
  value: number;
  limit: number;
  agents: string[];
}

export function useAlarmText() {
  const { t } = useTranslation('alarms');
  const format = useFormat();
  const names = useNameLists();
  const value = useCallback(
    (figure: string, number: number) => {
      if (figure === 'longest_wait') return format.duration(number * 1000);
      if (figure === 'service_level' || figure === 'abandonment')
        return format.percent(number / 100, 1);
      return format.number(number);
    },
    [format],
  );
  const where = useCallback(
    ({ scope, scope_id }: Told) => {
      if (!scope_id) return t('whole');
      const known = scope === 'team' ? names?.teams : names?.queues;
      return known?.[scope_id] ?? scope_id;
    },
    [names, t],
  );
  const what = useCallback(
    (alarm: Told) => {
      if (alarm.figure === 'telephony') return t('figure.telephony');
      const text = t('what', {
        figure: t(`figure.${alarm.figure}`),
        value: value(alarm.figure, alarm.value),
        limit: value(alarm.figure, alarm.limit),
      });
      const who = alarm.agents.map((id) => names?.agents[id] ?? id).join(', ');
      return who ? `${text} · ${who}` : text;
    },
    [names, t, value],
  );
  return { where, what };
}
