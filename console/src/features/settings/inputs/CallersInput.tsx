// The numbers of a list of callers: whose it is, who looks after it, and until when.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, DatePicker, Flex, Input, Pagination, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChoices } from '../useChoices';
import styles from './inputs.module.css';

export interface CallerEntry {
  number: string;
  name: string;
  owner: string;
  until: string | null;
  note: string;
}

interface Props {
  id?: string;
  value?: CallerEntry[];
  onChange?: (value: CallerEntry[]) => void;
}

const EMPTY: CallerEntry = { number: '', name: '', owner: '', until: null, note: '' };
const PAGE = 10;
const MOST = 5_000;

export function CallersInput({ id, value = [], onChange }: Props) {
  const { t } = useTranslation('settings');
  const agents = useChoices()('agents');
  const [page, setPage] = useState(1);
  const first = (page - 1) * PAGE;
  const put = (index: number, part: Partial<CallerEntry>) =>
    onChange?.(value.map((entry, at) => (at === index ? { ...entry, ...part } : entry)));
  const add = () => {
    onChange?.([...value, EMPTY]);
    setPage(Math.ceil((value.length + 1) / PAGE));
  };
  const text = (index: number, name: 'number' | 'name' | 'note', most: number) => (
    <Input
      value={value[index]?.[name]}
      maxLength={most}
      placeholder={t(`caller_entry.${name}`)}
      aria-label={t(`caller_entry.${name}`)}
      onChange={(event) => put(index, { [name]: event.target.value })}
    />
  );
  return (
    <Flex vertical gap="small" id={id}>
      {value.slice(first, first + PAGE).map((entry, at) => {
        const index = first + at;
        return (
          <div key={index} className={styles.special}>
            <Flex gap={6}>
              {text(index, 'number', 21)}
              {text(index, 'name', 200)}
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('take_away', { name: entry.number || t('caller_entry.number') })}
                onClick={() => onChange?.(value.filter((_, place) => place !== index))}
              />
            </Flex>
            <Flex gap={6}>
              <Select
                className={styles.full}
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                value={entry.owner || undefined}
                options={agents}
                placeholder={t('caller_entry.owner')}
                aria-label={t('caller_entry.owner')}
                onChange={(owner?: string) => put(index, { owner: owner ?? '' })}
              />
              <DatePicker
                className={styles.full}
                value={entry.until ? dayjs(entry.until) : null}
                placeholder={t('caller_entry.until')}
                aria-label={t('caller_entry.until')}
                onChange={(day) => put(index, { until: day ? day.format('YYYY-MM-DD') : null })}
              />
            </Flex>
            {text(index, 'note', 500)}
          </div>
        );
      })}
      {value.length > PAGE && (
        <Pagination
          size="small"
          current={page}
          pageSize={PAGE}
          total={value.length}
          showSizeChanger={false}
          onChange={setPage}
        />
      )}
      <Button type="dashed" icon={<PlusOutlined />} disabled={value.length >= MOST} onClick={add}>
        {t('caller_entry.add')}
      </Button>
    </Flex>
  );
}
