// Another time for a callback.
import { DatePicker, Form, Modal } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { instantOf, pickedOf } from '@/components/range/timeRange';
import { useTell } from '@/components/useTell';
import { useSession } from '@/frame/session';
import { type Callback, useMoveCallback } from './requests/callbacks';

export function MoveDialog(props: { callback: Callback; onClose: () => void }) {
  const { t } = useTranslation('callbacks');
  const tell = useTell();
  const move = useMoveCallback();
  const { zone } = useSession().tenant;
  const now = pickedOf(Date.now(), zone);
  const [at, setAt] = useState<Dayjs>(now.add(1, 'hour').startOf('hour'));
  const save = async () => {
    try {
      await move.mutateAsync({ id: props.callback.id, due_at: instantOf(at, zone) });
      props.onClose();
    } catch (error) {
      tell.problem(error);
    }
  };
  return (
    <Modal
      open
      title={t('move_this', { number: props.callback.number })}
      okText={t('move')}
      cancelText={t('common:cancel')}
      confirmLoading={move.isPending}
      onOk={save}
      onCancel={props.onClose}
    >
      <Form layout="vertical">
        <Form.Item label={t('due')} help={t('move_help')}>
          <DatePicker
            showTime={{ format: 'HH:mm' }}
            allowClear={false}
            minDate={now}
            maxDate={now.add(30, 'day')}
            value={at}
            onChange={(value) => value && setAt(value)}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
