// The formats of `format.ts` in the person's language and the centre's zone.
import { useMemo } from 'react';
import { date, dateTime, duration, minute, number, percent, time } from './format';
import { usePreferences } from './preferences';
import { useSession } from './session';

type Moment = string | number | null | undefined;

export function useFormat() {
  const { language } = usePreferences();
  const { zone } = useSession().tenant;
  return useMemo(
    () => ({
      duration,
      time: (moment: Moment) => time(moment, language, zone),
      minute: (moment: Moment) => minute(moment, language, zone),
      dateTime: (moment: Moment) => dateTime(moment, language, zone),
      date: (moment: Moment) => date(moment, language, zone),
      number: (value: number | null | undefined, digits?: number) =>
        number(value, language, digits),
      percent: (share: number | null | undefined, digits?: number) =>
        percent(share, language, digits),
    }),
    [language, zone],
  );
}
