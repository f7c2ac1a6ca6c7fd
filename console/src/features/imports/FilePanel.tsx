// A file is given, tried at once, and brought in when all of it is right.
import { ImportOutlined, InboxOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Form, Input, Select, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '@/actions/actions';
import { ActionButton } from '@/components/ActionButton';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useTell } from '@/components/useTell';
import { useSession } from '@/frame/session';
import { Findings } from './Findings';
import styles from './imports.module.css';
import { type Given, type Kind, LOCALES, useBring, usePreview } from './requests';

const TYPES = '.csv,.txt,.xlsx,.json';
const ZONES = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }));
type Manner = Pick<Given, 'source' | 'zone' | 'locale'>;

export function FilePanel({ kind }: { kind: Kind }) {
  const { t } = useTranslation('imports');
  const tell = useTell();
  const { zone } = useSession().tenant;
  const [file, setFile] = useState<File | null>(null);
  const [manner, setManner] = useState<Manner>({ source: '', zone: '', locale: 'en' });
  const preview = usePreview();
  const bring = useBring();
  const names = new Set(kind.columns.map(({ name }) => name));

  const look = (next: File | null, how: Manner) => {
    setFile(next);
    setManner(how);
    preview.reset();
    bring.reset();
    if (next) preview.mutate({ kind: kind.id, file: next, ...how });
  };
  const change = (part: Partial<Manner>) => look(file, { ...manner, ...part });
  const outcome = preview.data;
  const changes = outcome ? outcome.new + outcome.changed : 0;
  const send = () => {
    if (!file) return;
    bring.mutate(
      { kind: kind.id, file, ...manner },
      {
        onSuccess: (done) => {
          tell.success(t('brought', { count: done.new + done.changed }));
          look(null, manner);
        },
      },
    );
  };

  useActions(
    file
      ? [
          {
            id: 'imports.bring',
            label: 'imports:bring',
            labelParams: { count: String(changes) },
            group: 'common:group.page',
            icon: <ImportOutlined />,
            enabled: changes > 0 && outcome?.wrong_count === 0 && !bring.isPending,
            run: send,
          },
        ]
      : [],
  );

  return (
    <Card size="small" title={t('file')}>
      <Flex vertical gap="middle">
        <Form layout="inline" className={styles.manner}>
          <Form.Item label={t('source')} tooltip={t('source_help')}>
            <Input
              maxLength={60}
              defaultValue={manner.source}
              onBlur={(event) => {
                const source = event.target.value.trim();
                if (source !== manner.source) change({ source });
              }}
            />
          </Form.Item>
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
        </Form>
        <Upload.Dragger
          accept={TYPES}
          showUploadList={false}
          beforeUpload={(given) => {
            look(given, manner);
            return false;
          }}
        >
          <p>
            <InboxOutlined className={styles.drop} />
          </p>
          <p>{file ? file.name : t('drop')}</p>
          <p className={styles.formats}>{t('formats')}</p>
        </Upload.Dragger>
        <ProblemAlert error={preview.error ?? bring.error} />
        {outcome ? <Findings kind={kind} outcome={outcome} /> : null}
        {file ? (
          <Flex gap="small" justify="end">
            <Button onClick={() => look(null, manner)}>{t('common:cancel')}</Button>
            <ActionButton
              action="imports.bring"
              type="primary"
              loading={preview.isPending || bring.isPending}
            />
          </Flex>
        ) : null}
      </Flex>
    </Card>
  );
}
