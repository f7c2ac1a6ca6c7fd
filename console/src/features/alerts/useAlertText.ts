// An alert in words: where it is, of which period, its values by their unit.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNameLists } from '@/api/names';
import type { Names } from '@/api/types';
import { nameIn } from '@/frame/names';
import { usePreferences } from '@/frame/preferences';
import { useFormat } from '@/frame/useFormat';
import type { AlertRow } from './requests';

type Edges = Pick<AlertRow, 'low' | 'high' | 'unit'>;
const SHORT = new Set(['half_hour', 'hour']);

export function useAlertText() {
  const { t } = useTranslation('alerts');
  const format = useFormat();
  const lists = useNameLists();
  const { language } = usePreferences();
  return useMemo(() => {
    const written: Record<string, (amount: number) => string> = {
      percent: (amount) => format.percent(amount / 100, 1),
      seconds: (amount) => format.duration(Math.round(amount) * 1000),
      money: (amount) => format.number(amount, 2),
    };
    const plain = (amount: number) => format.number(amount, Number.isInteger(amount) ? 0 : 1);
    const value = (amount: number | null | undefined, unit: string): string =>
      amount === null || amount === undefined ? '–' : (written[unit] ?? plain)(amount);
    const wanted = ({ low, high, unit }: Edges): string => {
      const [least, most] = [value(low, unit), value(high, unit)];
      if (low !== null && high !== null) return t('between', { least, most });
      return low !== null ? t('at_least', { least }) : t('at_most', { most });
    };
    const where = (one: AlertRow): string => {
      if (one.grain === 'centre') return t('grain.centre');
      const found = { queue: lists?.queues, team: lists?.teams, agent: lists?.agents }[one.grain];
      return found?.[one.scope_id] ?? (one.scope_name || one.scope_id);
    };
    const period = ({ cadence, start }: AlertRow): string =>
      `${t(`cadence.${cadence}`)} · ${
        SHORT.has(cadence) ? format.dateTime(start) : format.date(start)
      }`;
    const said = (names: Record<string, string>) => nameIn(names as Names, language);
    return { value, wanted, where, period, said, lists, language };
  }, [t, format, lists, language]);
}
