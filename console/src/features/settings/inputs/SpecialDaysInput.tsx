// Days with other hours than usual: closed for a feast, open on a Sunday before it.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, DatePicker, Flex, Input } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import styles from './inputs.module.css';
import { SpansInput } from './SpansInput';

interface SpecialDay {
  date: string;
  until?: string | null;
  open?: string[];
  name?: string;
}

interface Props {
  value?: SpecialDay[];
  onChange?: (value: SpecialDay[]) => void;
}

const WRITTEN = 'YYYY-MM-DD';

export function SpecialDaysInput({ value = [], onChange }: Props) {
  const { t } = useTranslation('settings');
  const change = (index: number, part: Partial<SpecialDay>) =>
    onChange?.(value.map((day, at) => (at === index ? { ...day, ...part } : day)));
  return (
    <Flex vertical gap="small">
      {value.map((day, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a day has no other identity than its place
        <div key={index} className={styles.special}>
          <DatePicker.RangePicker
            allowClear={false}
            value={[dayjs(day.date), dayjs(day.until ?? day.date)]}
            onChange={(days) => {
              const [from, to] = (days ?? []).map((one) => one?.format(WRITTEN));
              if (from) change(index, { date: from, until: to && to !== from ? to : null });
            }}
          />
          <Input
            maxLength={200}
            placeholder={t('day_name')}
            aria-label={t('day_name')}
            value={day.name ?? ''}
            onChange={(event) => change(index, { name: event.target.value })}
          />
          <SpansInput
            label={t('hours_that_day')}
            value={day.open ?? []}
            onChange={(open) => change(index, { open })}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('take_away', { name: day.name || day.date })}
            onClick={() => onChange?.(value.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button
        type="dashed"
        icon={<PlusOutlined />}
        onClick={() =>
          onChange?.([...value, { date: dayjs().format(WRITTEN), until: null, open: [], name: '' }])
        }
      >
        {t('add_day')}
      </Button>
    </Flex>
  );
}
