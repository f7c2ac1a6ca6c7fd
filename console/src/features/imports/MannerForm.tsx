// How a file is to be read: whose ids these are, its clock and numbers, and a log's own names.
import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/frame/session';
import styles from './imports.module.css';
import { type Kind, LOCALES, type Manner } from './requests';

const ZONES = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }));

interface Props {
  kind: Kind;
  manner: Manner;
  change: (part: Partial<Manner>) => void;
}

export function MannerForm({ kind, manner, change }: Props) {
  const { t } = useTranslation('imports');
  const { zone } = useSession().tenant;
  const names = new Set(kind.columns.map(({ name }) => name));
  return (
    <Form layout="inline" className={styles.manner}>
      <Words name="source" max={60} value={manner.source} change={change} />
      {names.has('zone') ? (
        <Form.Item label={t('zone')} tooltip={t('zone_help')}>
          <Select
            showSearch
            allowClear
            className={styles.zone}
            placeholder={t('zone_own', { zone })}
            {...(manner.zone ? { value: manner.zone } : {})}
            options={ZONES}
            onChange={(value?: string) => change({ zone: value ?? '' })}
          />
        </Form.Item>
      ) : null}
      {names.has('locale') ? (
        <Form.Item label={t('numbers')}>
          <Select
            className={styles.numbers}
            value={manner.locale}
            options={LOCALES.map((value) => ({ value, label: t(`locale.${value}`) }))}
            onChange={(locale) => change({ locale })}
          />
        </Form.Item>
      ) : null}
      {kind.form === 'log' ? (
        <>
          <Words name="rename" max={20000} value={manner.rename} change={change} />
          <Words name="callback_key" max={1} value={manner.callback_key} change={change} />
        </>
      ) : null}
    </Form>
  );
}

interface WordsProps {
  name: 'source' | 'rename' | 'callback_key';
  max: number;
  value: string;
  change: (part: Partial<Manner>) => void;
}

function Words({ name, max, value, change }: WordsProps) {
  const { t } = useTranslation('imports');
  return (
    <Form.Item label={t(name)} tooltip={t(`${name}_help`)}>
      <Input
        maxLength={max}
        defaultValue={value}
        onBlur={(event) => {
          const given = event.target.value.trim();
          if (given !== value) change({ [name]: given });
        }}
      />
    </Form.Item>
  );
}
