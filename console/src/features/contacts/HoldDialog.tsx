// Puts recordings under a legal hold: why, and until when.
import { DatePicker, Form, Input, Modal } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { instantOf, pickedOf } from '@/components/range/timeRange';
import { useTell } from '@/components/useTell';
import { useSession } from '@/frame/session';
import { type HoldAsked, useHold } from './requests/recordings';

interface Props {
  /** Which contacts: by id, or all that a search finds. */
  what: Pick<HoldAsked, 'contact_ids' | 'search'>;
  /** How many that is, as far as it is known. */
  count: number;
  onClose: () => void;
}

interface Draft {
  reason: string;
  until?: Dayjs | null;
}

export function HoldDialog({ what, count, onClose }: Props) {
  const { t } = useTranslation('contacts');
  const tell = useTell();
  const hold = useHold();
  const { zone } = useSession().tenant;
  const [form] = Form.useForm<Draft>();
  const place = async ({ reason, until }: Draft) => {
    try {
      const placed = await hold.mutateAsync({
        ...what,
        reason,
        until: until ? instantOf(until.endOf('day'), zone) : null,
      });
      tell.success(t('held_done', { count: placed.contacts }));
      onClose();
    } catch (error) {
      tell.problem(error);
    }
  };
  return (
    <Modal
      open
      title={t('hold_these', { count })}
      okText={t('hold_do')}
      cancelText={t('common:cancel')}
      confirmLoading={hold.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p>{t('hold_about')}</p>
      <Form form={form} layout="vertical" onFinish={place}>
        <Form.Item
          name="reason"
          label={t('hold_reason')}
          help={t('hold_reason_help')}
          rules={[{ required: true, min: 3, whitespace: true, message: t('hold_reason_needed') }]}
        >
          <Input autoFocus maxLength={500} />
        </Form.Item>
        <Form.Item name="until" label={t('hold_until')} help={t('hold_until_help')}>
          <DatePicker minDate={pickedOf(Date.now(), zone).add(1, 'day')} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
