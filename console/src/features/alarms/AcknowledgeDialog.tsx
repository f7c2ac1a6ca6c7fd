// Asks for a note and says, by the person's own name, that an alarm has been seen.
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useAcknowledge } from './requests';

interface Props {
  id: string;
  name: string;
  onClose: () => void;
}

export function AcknowledgeDialog({ id, name, onClose }: Props) {
  const { t } = useTranslation('alarms');
  const [note, setNote] = useState('');
  const acknowledge = useAcknowledge();
  return (
    <Modal
      open
      title={t('acknowledge_this', { name })}
      okText={t('acknowledge')}
      cancelText={t('common:cancel')}
      confirmLoading={acknowledge.isPending}
      onOk={() => acknowledge.mutate({ id, note }, { onSuccess: onClose })}
      onCancel={onClose}
    >
      <ProblemAlert error={acknowledge.error} />
      <p>{t('acknowledge_help')}</p>
      <Input.TextArea
        autoFocus
        aria-label={t('note')}
        placeholder={t('note')}
        maxLength={500}
        rows={2}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
    </Modal>
  );
}
