// The usual opening hours, day by day.
import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './inputs.module.css';
import { SpansInput } from './SpansInput';

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Week = Partial<Record<(typeof DAYS)[number], string[]>>;

interface Props {
  value?: Week;
  onChange?: (value: Week) => void;
}

export function WeekInput({ value = {}, onChange }: Props) {
  const { t } = useTranslation('settings');
  return (
    <Flex vertical gap={6}>
      {DAYS.map((day) => (
        <div key={day} className={styles.day}>
          <span>{t(`day.${day}`)}</span>
          <SpansInput
            label={t(`day.${day}`)}
            value={value[day] ?? []}
            onChange={(spans) => onChange?.({ ...value, [day]: spans })}
          />
        </div>
      ))}
    </Flex>
  );
}
