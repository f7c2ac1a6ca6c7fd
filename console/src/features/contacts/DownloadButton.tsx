// Takes a recording along; why is asked first and stands in the file and in the audit trail.
import { DownloadOutlined } from '@ant-design/icons';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTell } from '@/components/useTell';
import { fetchRecording } from './requests/recordings';
import { save } from './save';

export function DownloadButton({ id, ending = 'wav' }: { id: string; ending?: 'wav' | 'webm' }) {
  const { t } = useTranslation('contacts');
  const tell = useTell();
  const [reason, setReason] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isGiven = (reason?.trim().length ?? 0) >= 3;
  const take = async () => {
    if (!isGiven || isBusy) return;
    setBusy(true);
    try {
      save(await fetchRecording(id, reason?.trim() ?? ''), `${id}.${ending}`);
      setReason(null);
    } catch (error) {
      tell.problem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button size="small" icon={<DownloadOutlined />} onClick={() => setReason('')}>
        {t('download')}
      </Button>
      <Modal
        open={reason !== null}
        title={t('download_this')}
        okText={t('download')}
        okButtonProps={{ disabled: !isGiven }}
        confirmLoading={isBusy}
        cancelText={t('common:cancel')}
        onOk={take}
        onCancel={() => setReason(null)}
        destroyOnHidden
      >
        <p>{t('download_about')}</p>
        <Input
          autoFocus
          maxLength={300}
          aria-label={t('download_reason')}
          placeholder={t('download_reason')}
          value={reason ?? ''}
          onChange={(event) => setReason(event.target.value)}
          onPressEnter={take}
        />
      </Modal>
    </>
  );
}
