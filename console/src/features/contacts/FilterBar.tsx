// The filters of the list; each change goes into the address.
import { Flex, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { RangeBar } from '@/components/range/RangeBar';
import { useSession } from '@/frame/session';
import { useLiveAgents, useLiveQueues } from '@/live/liveStore';
import styles from './contacts.module.css';
import { CHANNELS, type ContactFilters, OUTCOMES } from './filters';
import { MoreFilters } from './MoreFilters';

interface Props {
  filters: ContactFilters;
  onChange: (filters: ContactFilters) => void;
}

interface Option {
  value: string;
  label: string;
}

export function FilterBar({ filters, onChange }: Props) {
  const { t } = useTranslation('contacts');
  const { zone } = useSession().tenant;
  const queues = useLiveQueues();
  const agents = useLiveAgents();
  const choice = (
    field: 'queue' | 'agent' | 'channel' | 'outcome',
    label: string,
    options: Option[],
  ) => (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      className={styles.choice}
      placeholder={label}
      aria-label={label}
      value={filters[field]}
      onChange={(value?: string) => onChange({ ...filters, [field]: value })}
      options={options}
    />
  );
  return (
    <Flex wrap gap="small" className={styles.filters}>
      <RangeBar
        range={filters.range}
        zone={zone}
        onChange={(range) => onChange({ ...filters, range })}
      />
      <Input.Search
        allowClear
        key={filters.q ?? ''}
        className={styles.search}
        placeholder={t('search')}
        aria-label={t('search')}
        defaultValue={filters.q}
        onSearch={(q) => onChange({ ...filters, q: q.trim() || undefined })}
      />
      {choice(
        'queue',
        t('column.queue'),
        queues.map(({ id, name }) => ({ value: id, label: name })),
      )}
      {choice(
        'agent',
        t('column.agent'),
        agents.map(({ id, name }) => ({ value: id, label: name })),
      )}
      {choice(
        'outcome',
        t('column.outcome'),
        OUTCOMES.map((word) => ({
          value: word,
          label: t(`common:outcome.${word}`, { defaultValue: t(`common:disposition.${word}`) }),
        })),
      )}
      {choice(
        'channel',
        t('column.channel'),
        CHANNELS.map((word) => ({ value: word, label: t(`common:channel.${word}`) })),
      )}
      <MoreFilters filters={filters} onChange={onChange} />
    </Flex>
  );
}
