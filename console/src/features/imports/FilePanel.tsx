// A file is given, tried at once, and brought in when all of it is right.
import { ImportOutlined, InboxOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '@/actions/actions';
import { ActionButton } from '@/components/ActionButton';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useTell } from '@/components/useTell';
import { Findings } from './Findings';
import styles from './imports.module.css';
import { MannerForm } from './MannerForm';
import { type Kind, type Manner, PLAIN, useBring, usePreview } from './requests';

const TYPES = '.csv,.txt,.xlsx,.json';

export function FilePanel({ kind }: { kind: Kind }) {
  const { t } = useTranslation('imports');
  const tell = useTell();
  const [file, setFile] = useState<File | null>(null);
  const [manner, setManner] = useState<Manner>(PLAIN);
  const preview = usePreview();
  const bring = useBring();

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
        <MannerForm kind={kind} manner={manner} change={change} />
        <Upload.Dragger
          {...(kind.form === 'table' ? { accept: TYPES } : {})}
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
          <p className={styles.formats}>{t(kind.form === 'table' ? 'formats' : 'formats_log')}</p>
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
