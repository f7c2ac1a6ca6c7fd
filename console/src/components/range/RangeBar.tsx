// Chooses a time range: a preset, or days of one's own, as the centre's clock reads them.
import { DatePicker, Flex, Segmented } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { PRESETS, type Preset, type TimeRange } from './timeRange';

interface Props {
  range: TimeRange;
  zone: string;
  onChange: (range: TimeRange) => void;
}

export function RangeBar({ range, zone, onChange }: Props) {
  const { t } = useTranslation('range');
  const custom = range.preset === 'custom' ? range : null;
  return (
    <Flex wrap gap="small" align="center" title={t('in_zone', { zone })}>
      <Segmented<Preset | 'custom'>
        aria-label={t('label')}
        value={range.preset}
        onChange={(preset) => {
          if (preset !== 'custom') onChange({ preset });
        }}
        options={[
          ...PRESETS.map((preset) => ({ value: preset, label: t(preset) })),
          ...(custom ? [{ value: 'custom' as const, label: t('custom') }] : []),
        ]}
      />
      <DatePicker.RangePicker
        allowClear={false}
        showTime={{ format: 'HH:mm', minuteStep: 30 }}
        format="YYYY-MM-DD HH:mm"
        placeholder={[t('from'), t('to')]}
        value={custom ? [dayjs(custom.from), dayjs(custom.to)] : null}
        onChange={(days) => {
          const [from, to] = days ?? [];
          if (!from || !to || !from.isBefore(to)) return;
          const written = (day: dayjs.Dayjs) => day.format('YYYY-MM-DDTHH:mm');
          onChange({ preset: 'custom', from: written(from), to: written(to) });
        }}
      />
    </Flex>
  );
}
