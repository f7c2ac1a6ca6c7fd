// Takes a hold off; why stands in the audit trail.
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTell } from '@/components/useTell';
import { type Hold, useRelease } from './requests/recordings';

export function ReleaseDialog({ hold, onClose }: { hold: Hold; onClose: () => void }) {
  const { t } = useTranslation('recordings');
  const tell = useTell();
  const release = useRelease();
  const [reason, setReason] = useState('');
  const isGiven = reason.trim().length >= 3;
  const take = async () => {
    if (!isGiven || release.isPending) return;
    try {
      await release.mutateAsync({ id: hold.id, reason });
      onClose();
    } catch (error) {
      tell.problem(error);
    }
  };
  return (
    <Modal
      open
      title={t('release_this', { reason: hold.reason })}
      okText={t('release')}
      okButtonProps={{ danger: true, disabled: !isGiven }}
      confirmLoading={release.isPending}
      cancelText={t('common:cancel')}
      onOk={take}
      onCancel={onClose}
    >
      <p>{t('release_about', { count: hold.contacts })}</p>
      <Input
        autoFocus
        maxLength={500}
        aria-label={t('release_reason')}
        placeholder={t('release_reason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onPressEnter={take}
      />
    </Modal>
  );
}
