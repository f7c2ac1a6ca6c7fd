// The centre as a file: taken out, changed elsewhere, compared, put in again.
import { DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Checkbox, Empty, Flex, Input, Popconfirm, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHead } from '@/components/PageHead';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useTell } from '@/components/useTell';
import { useMay } from '@/frame/session';
import { ChangeTable } from './ChangeTable';
import { FileErrors } from './FileErrors';
import { errorsOf } from './fileErrors';
import { useApply, useExportFile } from './requests/centreFile';
import styles from './settings.module.css';

const MOST_BYTES = 5_000_000;

function save(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'centre.yaml';
  link.click();
  URL.revokeObjectURL(address);
}

export function FilePage() {
  const { t } = useTranslation('settings');
  const tell = useTell();
  const mayChange = useMay('settings.change');
  const exported = useExportFile();
  const compare = useApply();
  const apply = useApply();
  const [yaml, setYaml] = useState('');
  const [prune, setPrune] = useState(false);
  const changes = compare.data?.changes ?? [];
  const errors = errorsOf(compare.data, compare.error);
  const write = (text: string) => {
    setYaml(text);
    compare.reset();
    apply.reset();
  };
  const applyNow = () =>
    apply.mutate(
      { yaml, prune, dry_run: false },
      {
        onSuccess: (done) => {
          compare.reset();
          tell.success(t('file.applied', { count: done.changes.length }));
        },
        onError: tell.problem,
      },
    );
  const take = (then: (text: string) => void) =>
    exported.mutate(undefined, { onSuccess: then, onError: tell.problem });
  return (
    <>
      <PageHead
        title={t('section.file')}
        about={t('file.about')}
        extra={
          <Button
            icon={<DownloadOutlined />}
            loading={exported.isPending}
            onClick={() => take(save)}
          >
            {t('file.export')}
          </Button>
        }
      />
      <Card size="small" title={t('file.put_in')}>
        <Input.TextArea
          className={styles.file}
          rows={16}
          spellCheck={false}
          aria-label={t('file.text')}
          placeholder={t('file.placeholder')}
          value={yaml}
          onChange={(event) => write(event.target.value)}
        />
        <Flex gap="small" wrap align="center" className={styles.buttons}>
          <Upload
            accept=".yaml,.yml"
            showUploadList={false}
            beforeUpload={(file) => {
              if (file.size > MOST_BYTES) tell.problem(new Error(t('file.too_big')));
              else void file.text().then(write);
              return false;
            }}
          >
            <Button icon={<UploadOutlined />}>{t('file.upload')}</Button>
          </Upload>
          <Button loading={exported.isPending} onClick={() => take(write)}>
            {t('file.load_present')}
          </Button>
          <Checkbox
            checked={prune}
            onChange={(event) => {
              setPrune(event.target.checked);
              compare.reset();
            }}
          >
            {t('file.prune')}
          </Checkbox>
          <Button
            type="primary"
            disabled={!yaml.trim() || !mayChange}
            loading={compare.isPending}
            onClick={() => compare.mutate({ yaml, prune, dry_run: true })}
          >
            {t('file.compare')}
          </Button>
        </Flex>
        {errors.length > 0 ? (
          <FileErrors errors={errors} yaml={yaml} />
        ) : (
          <ProblemAlert error={compare.error} />
        )}
        {compare.isSuccess && errors.length === 0 && (
          <>
            {changes.length === 0 ? (
              <Empty description={t('file.no_changes')} />
            ) : (
              <ChangeTable changes={changes} />
            )}
            {changes.length > 0 && mayChange && (
              <Popconfirm
                title={t('file.apply_this', { count: changes.length })}
                description={t('file.apply_help')}
                okText={t('file.apply')}
                cancelText={t('common:cancel')}
                onConfirm={applyNow}
              >
                <Button type="primary" className={styles.buttons} loading={apply.isPending}>
                  {t('file.apply_count', { count: changes.length })}
                </Button>
              </Popconfirm>
            )}
          </>
        )}
        {!mayChange && <Alert type="info" showIcon title={t('file.read_only')} />}
      </Card>
    </>
  );
}
