// What the list can be narrowed by about recordings.
import { FilterOutlined } from '@ant-design/icons';
import { Badge, Button, Flex, Form, InputNumber, Popover, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './contacts.module.css';
import { type ContactFilters, RECORDINGS, recordingFilters, SCREENS } from './filters';

interface Props {
  filters: ContactFilters;
  onChange: (filters: ContactFilters) => void;
}

export function MoreFilters({ filters, onChange }: Props) {
  const { t } = useTranslation('contacts');
  const minutes = (field: 'least' | 'most', label: string) => (
    <InputNumber
      min={0}
      max={1440}
      step={1}
      className={styles.minutes}
      placeholder={label}
      aria-label={label}
      value={filters[field] ?? null}
      onChange={(value) => onChange({ ...filters, [field]: value ?? undefined })}
    />
  );
  const flag = (field: 'paused' | 'held', yes: string, no: string) => (
    <Select
      allowClear
      className={styles.choice}
      placeholder={t('any')}
      aria-label={t(`filter.${field}`)}
      value={filters[field]}
      onChange={(value?: boolean) => onChange({ ...filters, [field]: value })}
      options={[
        { value: true, label: yes },
        { value: false, label: no },
      ]}
    />
  );
  const form = (
    <Form layout="vertical">
      <Form.Item label={t('column.recording')}>
        <Select
          allowClear
          className={styles.wide}
          placeholder={t('any')}
          aria-label={t('column.recording')}
          value={filters.recording}
          onChange={(recording) => onChange({ ...filters, recording })}
          options={RECORDINGS.map((word) => ({ value: word, label: t(`recorded.${word}`) }))}
        />
      </Form.Item>
      <Form.Item label={t('filter.screen')}>
        <Select
          allowClear
          className={styles.wide}
          placeholder={t('any')}
          aria-label={t('filter.screen')}
          value={filters.screen}
          onChange={(screen) => onChange({ ...filters, screen })}
          options={SCREENS.map((word) => ({ value: word, label: t(`screened.${word}`) }))}
        />
      </Form.Item>
      <Form.Item label={t('filter.duration')}>
        <Flex gap="small">
          {minutes('least', t('filter.least'))}
          {minutes('most', t('filter.most'))}
        </Flex>
      </Form.Item>
      <Form.Item label={t('filter.paused')}>
        {flag('paused', t('paused_yes'), t('paused_no'))}
      </Form.Item>
      <Form.Item label={t('filter.held')}>{flag('held', t('held'), t('held_no'))}</Form.Item>
    </Form>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={form}>
      <Badge count={recordingFilters(filters)} size="small">
        <Button icon={<FilterOutlined />}>{t('filter.more')}</Button>
      </Badge>
    </Popover>
  );
}
